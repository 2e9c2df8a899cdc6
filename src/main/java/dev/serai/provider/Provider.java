package dev.serai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider that the hub connects to, as its {@code provider.yaml} declares it.
 *
 * @param id its id, such as {@code google_calendar}
 * @param name what people call it
 * @param category what kind of system it is, such as {@code crm}
 * @param authentication the ways of proving who is calling, the preferred one first; at least one
 * @param settings what an operator may set, by key
 * @param fields what a user must give to connect
 * @param health a call that tells whether a connection works; null: it is not told by an HTTP call
 * @param paging how long lists are handed out; null: there are none, or each data type says it
 * @param limits how fast it may be called
 * @param errors what its refusals ask for
 * @param headers what goes along with every call, such as the version of the API
 * @param dataTypes what can be read and synced, by its name, such as {@code contacts}
 * @param hooks how it tells the hub of what happens; null: it does not, or not in the common way
 */
public record Provider(
        String id,
        String name,
        String category,
        List<Authentication> authentication,
        Map<String, Setting> settings,
        List<Field> fields,
        @Nullable HealthCall health,
        @Nullable Paging paging,
        Limits limits,
        ErrorRules errors,
        Map<String, String> headers,
        Map<String, DataType> dataTypes,
        @Nullable Hooks hooks) {

    public Provider {
        authentication = List.copyOf(authentication);
        settings = Map.copyOf(settings);
        fields = List.copyOf(fields);
        headers = Map.copyOf(headers);
        // In the order of the file, because that is the order in which they are shown.
        dataTypes = Collections.unmodifiableMap(new LinkedHashMap<>(dataTypes));
    }

    /** @return the way of authentication to offer first */
    public Authentication preferred() {
        return authentication.get(0);
    }

    /** @return the way of authentication with this id; empty when the provider has none */
    public Optional<Authentication> authentication(String id) {
        return authentication.stream().filter(way -> way.id().equals(id)).findFirst();
    }

    /**
     * Picks the way in which a connection is authorised.
     *
     * @param authType what the connection says, which may be no way of the provider's
     * @param config what it was given
     */
    public Authentication chosen(String authType, JsonNode config) {
        return ChosenWay.of(this, authType, config);
    }

    /** @return the OAuth 2.0 that a person goes through in the browser; empty when the provider has none */
    public Optional<Authentication.OAuth2> authorizationCode() {
        return authentication.stream()
                .filter(Authentication.OAuth2.class::isInstance)
                .map(Authentication.OAuth2.class::cast)
                .filter(way -> way.grant() == Authentication.OAuth2.Grant.AUTHORIZATION_CODE)
                .findFirst();
    }

    /** @return the data type of this name; empty when the provider has none */
    public Optional<DataType> dataType(String name) {
        return Optional.ofNullable(dataTypes.get(name));
    }

    /** @return what a user must give to connect in this way */
    public List<Field> fieldsFor(Authentication way) {
        return fields.stream().filter(field -> field.belongsTo(way)).toList();
    }
}
