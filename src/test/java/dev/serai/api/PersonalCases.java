package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import java.util.List;

/** Calls of the {@code personal} contract. */
final class PersonalCases implements ContractCases {

    private static final MailCases MAIL = new MailCases();
    private static final HubspotCases HUBSPOT = new HubspotCases();
    private static final SmtpCases SMTP = new SmtpCases();
    private static final CalendlyCases CALENDLY = new CalendlyCases();
    private static final ZoomCases ZOOM = new ZoomCases();

    @Override
    public String contract() {
        return "personal";
    }

    @Override
    public String claim() {
        return "sub";
    }

    @Override
    public Request success(Operation operation, Client client) {
        return switch (operation.id()) {
            case "personal-setUpHubspot",
                    "personal-setUpGmail",
                    "personal-setUpOutlook",
                    "personal-setUpSmtp",
                    "personal-setUpCalendly",
                    "personal-setUpZoom",
                    "personal-status" -> operation.request();
            case "personal-listObjects",
                    "personal-createObject",
                    "personal-getObject",
                    "personal-updateObject",
                    "personal-deleteObject",
                    "personal-searchObjects",
                    "personal-batchReadObjects",
                    "personal-batchCreateObjects",
                    "personal-batchUpdateObjects",
                    "personal-batchUpsertObjects",
                    "personal-batchArchiveObjects" -> HUBSPOT.success(operation, client);
            case "personal-getCalendlyUser",
                    "personal-listCalendlyEventTypes",
                    "personal-listCalendlyScheduledEvents",
                    "personal-getCalendlyScheduledEvent",
                    "personal-listCalendlyInvitees",
                    "personal-cancelCalendlyScheduledEvent" -> CALENDLY.success(operation, client);
            case "personal-getZoomUser",
                    "personal-listZoomMeetings",
                    "personal-createZoomMeeting",
                    "personal-getZoomMeeting",
                    "personal-updateZoomMeeting",
                    "personal-deleteZoomMeeting" -> ZOOM.success(operation, client);
            case "personal-sendSmtpMessage", "personal-testSmtp" -> SMTP.success(operation, client);
            case "personal-listGmailMessages",
                    "personal-getGmailMessage",
                    "personal-sendGmailMessage",
                    "personal-listOutlookMessages",
                    "personal-getOutlookMessage",
                    "personal-sendOutlookMessage" -> MAIL.success(operation, client);
            default -> throw new AssertionError(operation + " has no case");
        };
    }

    @Override
    public List<Request> others(Operation operation, Client client) {
        if (operation.path().startsWith("/integrations/calendly/")) {
            return CALENDLY.others(operation, client);
        }
        if (operation.path().startsWith("/integrations/zoom/")) {
            return ZOOM.others(operation, client);
        }
        if (operation.path().startsWith("/integrations/smtp/")) {
            return SMTP.others(operation, client);
        }
        if (MailCases.are(operation)) {
            return MAIL.others(operation, client);
        }
        return HUBSPOT.others(operation, client);
    }
}
