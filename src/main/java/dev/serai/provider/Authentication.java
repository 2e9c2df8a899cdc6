package dev.serai.provider;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way of proving to a provider who is calling. */
public sealed interface Authentication {

    /** @return what tells this way from the provider's others, and what a connection has as its {@code authType} */
    String id();

    /**
     * OAuth 2.0 (RFC 6749).
     *
     * @param grant how a token is come by
     * @param clientAuthentication how the hub proves itself at the token endpoint
     * @param pkce whether the authorization code is bound to the hub by a code challenge (RFC 7636, S256)
     * @param scopes what is asked for; none: the scope parameter is left out
     * @param scopeSeparator what stands between two scopes, mostly a space
     * @param authorizeParameters what the authorize URL needs beside the usual, such as {@code access_type=offline}
     * @param tokenParameters what every request to the token endpoint needs beside the usual
     * @param rotatesRefreshTokens whether a refresh brings a new refresh token and ends the one before
     * @param accountPointer where the account's e-mail or name stands in the answer of {@code userinfo-url}; null: it
     *     can't be asked for
     * @param baseUrlPointer where the token's answer says at which base URL the account's API is; null: it is at
     *     {@code base-url}
     */
    record OAuth2(
            String id,
            Grant grant,
            ClientAuthentication clientAuthentication,
            boolean pkce,
            List<String> scopes,
            String scopeSeparator,
            Map<String, String> authorizeParameters,
            Map<String, String> tokenParameters,
            boolean rotatesRefreshTokens,
            @Nullable JsonPointer accountPointer,
            @Nullable JsonPointer baseUrlPointer)
            implements Authentication {

        public OAuth2 {
            scopes = List.copyOf(scopes);
            authorizeParameters = Map.copyOf(authorizeParameters);
            tokenParameters = Map.copyOf(tokenParameters);
        }

        /** How a token is come by. */
        public enum Grant {
            /** A person agrees in the browser (RFC 6749, 4.1). */
            AUTHORIZATION_CODE,
            /** The hub's or the connection's own client (RFC 6749, 4.4). */
            CLIENT_CREDENTIALS,
            /** Zoom's server-to-server grant: client credentials and an account's id. */
            ACCOUNT_CREDENTIALS,
            /** A signed assertion (RFC 7523). */
            JWT_BEARER,
            /** A person's name and password (RFC 6749, 4.3); only where a provider still takes it. */
            PASSWORD
        }

        /** How the hub proves itself at the token endpoint (RFC 6749, 2.3.1). */
        public enum ClientAuthentication {
            /** By {@code client_id} and {@code client_secret} in the form. */
            BODY,
            /** By the header {@code Authorization: Basic}. */
            BASIC
        }
    }

    /**
     * A key in a header.
     *
     * @param header the header's name
     * @param prefix what stands in front of the key, such as {@code "Token "}; mostly nothing
     */
    record ApiKey(String id, String header, String prefix) implements Authentication {}

    /** A name and a password: {@code Authorization: Basic} over HTTP, a login elsewhere. */
    record Basic(String id) implements Authentication {}

    /** A token that a person made with the provider and that holds until it is taken back. */
    record BearerToken(String id) implements Authentication {}

    /** Nothing is proved: the address itself is the secret, or it is the provider that calls the hub. */
    record None(String id) implements Authentication {}
}
