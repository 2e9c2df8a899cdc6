package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.tenancy.TenantKind;
import dev.serai.webhook.PayloadForm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookBodyTest {

    private static final Instant TIME = Instant.parse("2025-11-16T10:30:00Z");

    @ParameterizedTest
    @CsvSource({"ORGANIZATION,organizationId", "COMPANY,companyId", "ACCOUNT,accountId", "USER,userId"})
    void eachKindOfTenantHasItsName(TenantKind kind, String name) {
        assertThat(render(TIME, kind, "t-1", "{\"a\":1}"))
                .isEqualTo("{\"event\":\"call.ended\",\"timestamp\":\"2025-11-16T10:30:00Z\",\"" + name
                        + "\":\"t-1\",\"data\":{\"a\":1}}");
    }

    @Test
    void timesAreToldToTheMillisecond() {
        assertThat(render(TIME.plusNanos(123_456_789), TenantKind.USER, "u", "{}"))
                .contains("\"timestamp\":\"2025-11-16T10:30:00.123Z\"");
    }

    @Test
    void aTenantsIdCanNotBreakOutOfItsText() {
        assertThat(render(TIME, TenantKind.USER, "a\",\"data\":\"\n", "{}"))
                .contains("\"userId\":\"a\\\",\\\"data\\\":\\\"\\n\",\"data\":{}}");
    }

    @Test
    void theDataIsSentAsItWasKept() {
        assertThat(render(TIME, TenantKind.USER, "u", "{\"z\":1.0,\"a\":\"\u00e4\"}"))
                .endsWith("\"data\":{\"z\":1.0,\"a\":\"\u00e4\"}}");
    }

    @Test
    void aPlainBodyHasEventTimestampAndDataAndItsTimeAlwaysHasMilliseconds() {
        assertThat(render(PayloadForm.PLAIN, TIME, TenantKind.USER, "u", "{\"a\":1}"))
                .isEqualTo("{\"event\":\"call.ended\",\"timestamp\":\"2025-11-16T10:30:00.000Z\",\"data\":{\"a\":1}}");
    }

    private static String render(Instant time, TenantKind kind, String tenant, String data) {
        return render(PayloadForm.NAMING_THE_TENANT, time, kind, tenant, data);
    }

    private static String render(PayloadForm form, Instant time, TenantKind kind, String tenant, String data) {
        return new String(WebhookBody.render(form, "call.ended", time, kind, tenant, data), StandardCharsets.UTF_8);
    }
}
