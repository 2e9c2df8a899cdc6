package dev.serai.provider.calendly;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Action;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The user whose things are asked for: Calendly's lists want to be told, by the user's URI. */
@Component("calendlyUser")
public class CalendlyUser {

    private static final JsonPointer URI = JsonPointer.compile("/resource/uri");

    /**
     * @param me Calendly's answer to who is calling
     * @return the same action, for that user
     */
    public Action asked(@Body JsonNode me, @ExchangeProperty("action") Action action) {
        Map<String, Object> input = new LinkedHashMap<>(action.input());
        input.put("user", uri(me));
        return new Action(action.connection(), action.provider(), input);
    }

    /** @throws ProviderFault when the answer names nobody */
    static String uri(JsonNode me) {
        String uri = me.at(URI).asText("");
        if (uri.isEmpty()) {
            throw new ProviderFault(ErrorClass.RETRY, "Calendly does not say who is calling");
        }
        return uri;
    }
}
