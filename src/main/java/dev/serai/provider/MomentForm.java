package dev.serai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a provider writes a moment. */
public enum MomentForm {
    /** ISO 8601, such as {@code 2026-01-31T12:00:00Z}; without an offset it is UTC. */
    ISO {
        @Override
        public String write(Instant moment) {
            return moment.toString();
        }

        @Override
        Instant parse(String text) {
            String iso = text.replace(' ', 'T');
            return iso.matches(".*T.*(Z|z|[+-]\\d{2}:?\\d{2})")
                    ? OffsetDateTime.parse(iso.replaceAll("([+-]\\d{2})(\\d{2})$", "$1:$2"))
                            .toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        }
    },
    /** Seconds since 1970. */
    EPOCH_SECONDS {
        @Override
        public String write(Instant moment) {
            return Long.toString(moment.getEpochSecond());
        }

        @Override
        Instant parse(String text) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
    },
    /** Milliseconds since 1970. */
    EPOCH_MILLISECONDS {
        @Override
        public String write(Instant moment) {
            return Long.toString(moment.toEpochMilli());
        }

        @Override
        Instant parse(String text) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
    };

    /** @return a moment in this form */
    public abstract String write(Instant moment);

    abstract Instant parse(String text);

    /** @return the moment that stands in an answer; empty when there is none, or none in this form */
    public Optional<Instant> read(JsonNode value) {
        return parsed(value.asText(""));
    }

    /** @return the moment that a text is; empty when there is none, or none in this form */
    public Optional<Instant> parsed(@Nullable String value) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(text));
        } catch (DateTimeException | NumberFormatException another) {
            return Optional.empty();
        }
    }
}
