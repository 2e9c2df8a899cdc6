package dev.serai.api.edge;

import dev.serai.refusal.Invalid;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.firewall.RequestRejectedException;

/** Reads headers of requests. */
final class HeaderText {

    private HeaderText() {}

    /**
     * Reads a header.
     *
     * @return what was sent; null when nothing was
     * @throws Invalid naming the header, when it has control characters
     */
    static @Nullable String of(HttpServletRequest request, String name) {
        try {
            return request.getHeader(name);
        } catch (RequestRejectedException controlCharacters) {
            // The firewall speaks up only when a header is read, and would make this a fault of ours.
            throw new Invalid(name, "must not contain control characters");
        }
    }
}
