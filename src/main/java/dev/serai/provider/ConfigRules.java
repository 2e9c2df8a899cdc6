package dev.serai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.refusal.FieldFaults;
import dev.serai.refusal.Invalid;
import java.net.URI;
import java.util.regex.Pattern;

/** Holds a connection's configuration against the fields that its provider's file has. */
public final class ConfigRules {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,255}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

    private ConfigRules() {}

    /**
     * Refuses what can't be right.
     *
     * @param way how the connection is authorised
     * @param within where the configuration stands in the request, such as {@code config}
     * @throws Invalid naming every field that is wrong, or missing where the way can't do without it
     */
    public static void check(Provider provider, Authentication way, String within, JsonNode config) {
        FieldFaults faults = new FieldFaults();
        for (Field field : provider.fieldsFor(way)) {
            faults.gather(() -> {
                String name = within + "." + field.name();
                String value = field.in(config).orElse(null);
                if (value == null) {
                    if (field.required() && !(field.secret() && ChosenWay.hasToken(way, config))) {
                        throw new Invalid(name, "is required to connect " + provider.name());
                    }
                    return;
                }
                check(field, name, value);
            });
        }
        faults.refuse();
    }

    private static void check(Field field, String name, String value) {
        if (!field.values().isEmpty() && !field.values().contains(value)) {
            throw new Invalid(name, "must be one of " + String.join(", ", field.values()));
        }
        if (field.format() != null) {
            switch (field.format()) {
                case EMAIL -> require(EMAIL.matcher(value).matches(), name, "must be an e-mail address");
                case HOST -> require(HOST.matcher(value).matches(), name, "must be the name of a host");
                case INTEGER -> require(INTEGER.matcher(value).matches(), name, "must be a whole number");
                case URL -> require(isUrl(value), name, "must be an address that begins with https://");
            }
        }
        if (field.pattern() != null && !field.pattern().matcher(value).matches()) {
            throw new Invalid(
                    name,
                    "does not look like " + field.label()
                            + (field.description() == null ? "" : ": " + field.description()));
        }
    }

    private static void require(boolean holds, String name, String otherwise) {
        if (!holds) {
            throw new Invalid(name, otherwise);
        }
    }

    private static boolean isUrl(String value) {
        try {
            URI url = URI.create(value);
            return url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** @return whether the configuration holds anything that connects: without it, somebody still has to agree */
    public static boolean hasCredentials(Provider provider, JsonNode config) {
        return provider.fields().stream().anyMatch(field -> field.isIn(config)) || ChosenWay.hasToken(config);
    }
}
