package dev.serai.provider.google;

import dev.serai.provider.standin.Call;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the calls of the token endpoint: how many refreshes, with which token, how many at a time. */
final class TokenMeter {

    private final Map<String, Integer> refreshes = new HashMap<>();
    private int total;
    private int running;
    private int peak;

    synchronized void arrived(Call call) {
        peak = Math.max(peak, ++running);
        Map<String, List<String>> form = call.form();
        if (form.getOrDefault("grant_type", List.of()).contains("refresh_token")) {
            total++;
            for (String token : form.getOrDefault("refresh_token", List.of())) {
                refreshes.merge(token, 1, Integer::sum);
            }
        }
    }

    synchronized void left() {
        running--;
    }

    synchronized int refreshes() {
        return total;
    }

    synchronized int refreshes(String token) {
        return refreshes.getOrDefault(token, 0);
    }

    synchronized Map<String, Integer> perToken() {
        return Map.copyOf(refreshes);
    }

    synchronized int peak() {
        return peak;
    }

    synchronized void reset() {
        refreshes.clear();
        total = 0;
        peak = running;
    }
}
