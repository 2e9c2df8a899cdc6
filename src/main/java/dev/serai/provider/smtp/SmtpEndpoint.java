package dev.serai.provider.smtp;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;

/** Where messages of all connections go out; nothing comes in. */
class SmtpEndpoint extends MailEndpoint {

    private final SmtpComponent component;
    private final boolean probe;

    SmtpEndpoint(String uri, SmtpComponent component, boolean probe) {
        super(uri, component, configuration(component));
        this.component = component;
        this.probe = probe;
    }

    private static MailConfiguration configuration(SmtpComponent component) {
        MailConfiguration configuration = new MailConfiguration(component.getCamelContext());
        configuration.configureProtocol("smtp");
        return configuration;
    }

    @Override
    public Producer createProducer() {
        return new SmtpProducer(this, component, probe);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new IllegalArgumentException("smtp: can only end a route; messages go out by it");
    }

    /** @return nothing: each exchange goes to a server of its own */
    @Override
    public String getServiceUrl() {
        return "smtp";
    }
}
