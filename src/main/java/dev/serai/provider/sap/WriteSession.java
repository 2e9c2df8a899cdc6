package dev.serai.provider.sap;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A session that a connection has with its system for writing: a token, and the cookies that it holds with. It is used by
 * one thread at a time, which holds its lock.
 */
final class WriteSession {

    private static final int MOST_COOKIES = 30;
    private static final int LONGEST_COOKIE = 4_096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private @Nullable String token;

    ReentrantLock lock() {
        return lock;
    }

    @Nullable
    String token() {
        return token;
    }

    /** Takes a token, and all the cookies that came along; their names differ between systems. */
    void take(String newToken, @Nullable String setCookies) {
        token = newToken;
        keep(setCookies);
    }

    /** @param setCookies the answer's {@code Set-Cookie}, a line for each; null: there were none */
    void keep(@Nullable String setCookies) {
        if (setCookies == null) {
            return;
        }
        setCookies.lines().forEach(line -> {
            String pair = line.split(";", 2)[0].strip();
            int equals = pair.indexOf('=');
            boolean known = equals > 0 && cookies.containsKey(pair.substring(0, equals));
            if (equals > 0 && pair.length() <= LONGEST_COOKIE && (known || cookies.size() < MOST_COOKIES)) {
                cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        });
    }

    void forget() {
        token = null;
        cookies.clear();
    }

    /** @return what goes into {@code Cookie}; empty when there are none */
    String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }
}
