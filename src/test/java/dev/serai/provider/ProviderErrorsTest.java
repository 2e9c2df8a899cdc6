package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each provider's refusals ask for, as the provider documents them. */
class ProviderErrorsTest {

    private static final Providers PROVIDERS = TestProviders.standard();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The token endpoints of all of them, by RFC 6749. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    400 | {"error":"invalid_grant"}            | REAUTHORISE
                    401 | {"error":"invalid_client"}           | OPERATOR
                    400 | {"error":"unauthorized_client"}      | OPERATOR
                    400 | {"error":"invalid_scope"}            | OPERATOR
                    400 | {"error":"interaction_required"}     | REAUTHORISE
                    503 | {"error":"invalid_grant"}            | RETRY
                    429 | {"error":"invalid_grant"}            | RETRY
                    """)
    void everyTokenEndpointIsUnderstood(int status, String body, ErrorClass means) {
        assertThat(PROVIDERS.all())
                .filteredOn(provider -> provider.authorizationCode().isPresent())
                // Zoom's clients mostly are the connections' own.
                .filteredOn(provider -> !provider.id().equals("zoom") || !body.contains("client"))
                .isNotEmpty()
                .allSatisfy(provider -> assertThat(provider.errors().classify(status, json(body)))
                        .as(provider.id())
                        .contains(means));
    }

    @ParameterizedTest
    @CsvSource({
        "301, PERMANENT",
        "400, PERMANENT",
        "401, REAUTHORISE",
        "403, PERMANENT",
        "404, PERMANENT",
        "408, RETRY",
        "409, PERMANENT",
        "425, RETRY",
        "429, RETRY",
        "500, RETRY",
        "502, RETRY",
        "503, RETRY",
        "504, RETRY",
        "529, RETRY"
    })
    void aRefusalWithoutAWordGoesByItsStatus(int status, ErrorClass means) {
        assertThat(PROVIDERS.all())
                .filteredOn(provider -> !provider.id().equals("smtp"))
                .allSatisfy(provider -> assertThat(provider.errors().classify(status, null))
                        .as(provider.id())
                        .contains(means));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    google_calendar | 401 | {"error":{"code":401,"errors":[{"reason":"authError"}],"status":"UNAUTHENTICATED"}} | REAUTHORISE
                    google_calendar | 403 | {"error":{"code":403,"errors":[{"reason":"rateLimitExceeded"}]}}         | RETRY
                    google_calendar | 403 | {"error":{"code":403,"errors":[{"reason":"userRateLimitExceeded"}]}}     | RETRY
                    google_calendar | 403 | {"error":{"code":403,"errors":[{"reason":"quotaExceeded"}]}}             | RETRY
                    google_calendar | 403 | {"error":{"code":403,"errors":[{"reason":"insufficientPermissions"}]}}   | REAUTHORISE
                    google_calendar | 403 | {"error":{"code":403,"errors":[{"reason":"forbiddenForNonOrganizer"}]}}  | PERMANENT
                    google_calendar | 403 | {"error":{"code":403,"errors":[{"reason":"accessNotConfigured"}]}}       | OPERATOR
                    google_calendar | 409 | {"error":{"code":409,"errors":[{"reason":"duplicate"}]}}                 | PERMANENT
                    google_calendar | 410 | {"error":{"code":410,"errors":[{"reason":"fullSyncRequired"}]}}          | PERMANENT
                    google_calendar | 412 | {"error":{"code":412,"errors":[{"reason":"conditionNotMet"}]}}           | PERMANENT
                    google_calendar | 503 | {"error":{"code":503,"errors":[{"reason":"backendError"}]}}              | RETRY
                    gmail           | 403 | {"error":{"code":403,"errors":[{"reason":"userRateLimitExceeded"}]}}     | RETRY
                    gmail           | 403 | {"error":{"code":403,"errors":[{"reason":"dailyLimitExceeded"}]}}        | RETRY
                    gmail           | 403 | {"error":{"code":403,"status":"PERMISSION_DENIED","errors":[{"reason":"insufficientPermissions"}]}} | REAUTHORISE
                    gmail           | 404 | {"error":{"code":404,"errors":[{"reason":"notFound"}]}}                  | PERMANENT
                    outlook         | 400 | {"error":"invalid_grant","error_codes":[700082]}                         | REAUTHORISE
                    outlook         | 400 | {"error":"invalid_grant","error_codes":[50173]}                          | REAUTHORISE
                    outlook         | 400 | {"error":"invalid_grant","error_codes":[65001]}                          | REAUTHORISE
                    outlook         | 400 | {"error":"interaction_required","error_codes":[50076]}                   | REAUTHORISE
                    outlook         | 401 | {"error":"invalid_client","error_codes":[7000215]}                       | OPERATOR
                    outlook         | 401 | {"error":"invalid_client","error_codes":[7000222]}                       | OPERATOR
                    outlook         | 401 | {"error":{"code":"InvalidAuthenticationToken"}}                          | REAUTHORISE
                    outlook         | 403 | {"error":{"code":"ErrorAccessDenied"}}                                   | PERMANENT
                    outlook         | 403 | {"error":{"code":"MailboxNotEnabledForRESTAPI"}}                         | PERMANENT
                    outlook         | 404 | {"error":{"code":"ErrorItemNotFound"}}                                   | PERMANENT
                    outlook         | 429 | {"error":{"code":"ApplicationThrottled"}}                                | RETRY
                    hubspot         | 400 | {"status":"BAD_REFRESH_TOKEN","message":"missing or invalid"}            | REAUTHORISE
                    hubspot         | 401 | {"status":"error","category":"EXPIRED_AUTHENTICATION"}                   | REAUTHORISE
                    hubspot         | 403 | {"status":"error","category":"MISSING_SCOPES"}                           | REAUTHORISE
                    hubspot         | 400 | {"status":"error","category":"VALIDATION_ERROR"}                         | PERMANENT
                    hubspot         | 409 | {"status":"error","category":"CONFLICT"}                                 | PERMANENT
                    hubspot         | 429 | {"status":"error","policyName":"TEN_SECONDLY_ROLLING"}                   | RETRY
                    hubspot         | 423 | {"status":"error","category":"LOCKED"}                                   | RETRY
                    hubspot         | 477 | {"status":"error","category":"MIGRATION_IN_PROGRESS"}                    | RETRY
                    salesforce      | 401 | [{"errorCode":"INVALID_SESSION_ID"}]                                     | REAUTHORISE
                    salesforce      | 403 | [{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]                                 | RETRY
                    salesforce      | 400 | [{"errorCode":"UNABLE_TO_LOCK_ROW"}]                                     | RETRY
                    salesforce      | 503 | [{"errorCode":"SERVER_UNAVAILABLE"}]                                     | RETRY
                    salesforce      | 400 | [{"errorCode":"DUPLICATES_DETECTED"}]                                    | PERMANENT
                    salesforce      | 400 | [{"errorCode":"MALFORMED_QUERY"}]                                        | PERMANENT
                    salesforce      | 300 | ["/services/data/v66.0/sobjects/Contact/1"]                              | PERMANENT
                    salesforce      | 400 | {"error":"invalid_grant","error_description":"expired access/refresh token"} | REAUTHORISE
                    salesforce      | 403 | [{"errorCode":"API_DISABLED_FOR_ORG"}]                                   | OPERATOR
                    sap             | 404 | {"error":{"code":"/IWFND/MED/170","message":{"value":"No service found"}}} | OPERATOR
                    sap             | 401 |                                                                          | REAUTHORISE
                    sap             | 403 |                                                                          | PERMANENT
                    sap             | 412 | {"error":{"code":"/IWBEP/CM_MGW_RT/022"}}                                | PERMANENT
                    sap             | 400 | {"error":{"code":"SY/530"}}                                              | PERMANENT
                    calendly        | 401 | {"title":"Unauthenticated"}                                              | REAUTHORISE
                    calendly        | 403 | {"title":"Permission Denied"}                                            | PERMANENT
                    calendly        | 400 | {"title":"Invalid Argument"}                                             | PERMANENT
                    zoom            | 401 | {"code":124,"message":"Invalid access token."}                           | REAUTHORISE
                    zoom            | 400 | {"code":4711,"message":"Invalid access token, does not contain scopes"}  | REAUTHORISE
                    zoom            | 400 | {"code":104,"message":"Access token does not contain scopes: [x]"}       | REAUTHORISE
                    zoom            | 400 | {"code":300,"message":"Validation Failed."}                              | PERMANENT
                    zoom            | 404 | {"code":1001,"message":"User does not exist"}                            | PERMANENT
                    zoom            | 404 | {"code":3001,"message":"Meeting does not exist"}                         | PERMANENT
                    zoom            | 429 | {"code":429,"message":"You have exceeded the daily rate limit"}          | RETRY
                    slack           | 200 | {"ok":false,"error":"invalid_auth"}                                      | REAUTHORISE
                    slack           | 200 | {"ok":false,"error":"token_revoked"}                                     | REAUTHORISE
                    slack           | 200 | {"ok":false,"error":"account_inactive"}                                  | REAUTHORISE
                    slack           | 200 | {"ok":false,"error":"missing_scope","needed":"chat:write"}               | REAUTHORISE
                    slack           | 200 | {"ok":false,"error":"channel_not_found"}                                 | PERMANENT
                    slack           | 200 | {"ok":false,"error":"is_archived"}                                       | PERMANENT
                    slack           | 200 | {"ok":false,"error":"fatal_error"}                                       | RETRY
                    slack           | 429 | {"ok":false,"error":"ratelimited"}                                       | RETRY
                    slack           | 200 | {"ok":false,"error":"bad_client_secret"}                                 | OPERATOR
                    smtp            | 421 |                                                                          | RETRY
                    smtp            | 450 |                                                                          | RETRY
                    smtp            | 454 |                                                                          | RETRY
                    smtp            | 530 |                                                                          | REAUTHORISE
                    smtp            | 534 |                                                                          | REAUTHORISE
                    smtp            | 535 |                                                                          | REAUTHORISE
                    smtp            | 550 |                                                                          | PERMANENT
                    smtp            | 554 |                                                                          | PERMANENT
                    zapier          | 410 |                                                                          | PERMANENT
                    """)
    void aRefusalMeansWhatTheProviderSays(String provider, int status, @Nullable String body, ErrorClass means) {
        ErrorRules rules = PROVIDERS.require("provider", provider).errors();

        assertThat(rules.classify(status, body == null ? null : json(body))).contains(means);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    slack      | 200 | {"ok":true,"channel":"C1"}
                    hubspot    | 200 | {"results":[],"status":"COMPLETE"}
                    salesforce | 201 | {"id":"1","success":true,"errors":[]}
                    outlook    | 202 |
                    """)
    void aSuccessIsNoRefusal(String provider, int status, @Nullable String body) {
        ErrorRules rules = PROVIDERS.require("provider", provider).errors();

        assertThat(rules.classify(status, body == null ? null : json(body))).isEmpty();
    }

    @Test
    void theProvidersOwnWordIsTheMostTellingOne() {
        ErrorRules google = PROVIDERS.require("provider", "google_calendar").errors();

        assertThat(google.word(json("{\"error\":{\"errors\":[{\"reason\":\"quotaExceeded\"}],\"status\":\"X\"}}")))
                .contains("quotaExceeded");
        assertThat(google.word(json("{\"error\":\"invalid_grant\"}"))).contains("invalid_grant");
        assertThat(google.word(json("{}"))).isEmpty();
        assertThat(google.word(null)).isEmpty();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }
}
