package dev.serai.hook;

import java.util.Map;

/**
 * A call of a provider's, as it came.
 *
 * @param provider the provider that its address names, which may be none
 * @param connectionId the connection that its address names, which may be none
 * @param headers its headers, whatever case their names are asked for in
 * @param body its body, unread
 */
public record HookCall(String provider, String connectionId, Map<String, String> headers, byte[] body) {

    /** @return never headers or body */
    @Override
    public String toString() {
        return "HookCall[" + provider + " " + connectionId + "]";
    }
}
