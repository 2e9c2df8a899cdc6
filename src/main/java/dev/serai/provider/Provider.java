package dev.serai.provider;

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
 * @param dataTypes what can be synced, such as {@code contacts}
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
        List<String> dataTypes) {

    public Provider {
        authentication = List.copyOf(authentication);
        settings = Map.copyOf(settings);
        fields = List.copyOf(fields);
        dataTypes = List.copyOf(dataTypes);
    }

    /** @return the way of authentication to offer first */
    public Authentication preferred() {
        return authentication.get(0);
    }

    /** @return the way of authentication with this id; empty when the provider has none */
    public Optional<Authentication> authentication(String id) {
        return authentication.stream().filter(way -> way.id().equals(id)).findFirst();
    }

    /** @return the OAuth 2.0 that a person goes through in the browser; empty when the provider has none */
    public Optional<Authentication.OAuth2> authorizationCode() {
        return authentication.stream()
                .filter(Authentication.OAuth2.class::isInstance)
                .map(Authentication.OAuth2.class::cast)
                .filter(way -> way.grant() == Authentication.OAuth2.Grant.AUTHORIZATION_CODE)
                .findFirst();
    }

    /** @return what a user must give to connect in this way */
    public List<Field> fieldsFor(Authentication way) {
        return fields.stream().filter(field -> field.belongsTo(way)).toList();
    }
}
