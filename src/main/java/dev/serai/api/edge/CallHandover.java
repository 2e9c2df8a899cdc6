package dev.serai.api.edge;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.apache.camel.spi.RestClientRequestValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The place where Camel asks whether a request fits its contract. It did, or the edge would not have let it through; here
 * its call becomes an exchange property. A request that came around the edge is refused.
 */
@Component
class CallHandover implements RestClientRequestValidator {

    private final Contracts contracts;

    CallHandover(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public @Nullable ValidationError validate(Exchange exchange, ValidationContext declared) {
        HttpServletRequest request =
                exchange.getMessage(PlatformHttpMessage.class).getRequest();
        Object call = request.getAttribute(Call.PROPERTY);
        if (!(call instanceof Call)) {
            // A contract that somebody added to the routes checks its callers in its own steps; ours never do.
            if (contracts.find(request.getRequestURI()).isEmpty()) {
                return null;
            }
            exchange.getMessage().removeHeaders("*");
            return new ValidationError(403, "");
        }
        exchange.getMessage().removeHeaders("*");
        exchange.setProperty(Call.PROPERTY, call);
        exchange.getMessage().setBody(call);
        return null;
    }
}
