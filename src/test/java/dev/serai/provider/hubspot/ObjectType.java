package dev.serai.provider.hubspot;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A kind of CRM object: by which names it is called, and which properties it has. */
enum ObjectType {
    CONTACTS(
            "0-1",
            "crm.objects.contacts",
            "email",
            "email,firstname,lastname,phone,company,jobtitle,lifecyclestage,hs_lead_status,hubspot_owner_id",
            "email,firstname,lastname"),
    COMPANIES("0-2", "crm.objects.companies", null, "name,domain,city,industry,phone,hubspot_owner_id", "name,domain"),
    DEALS(
            "0-3",
            "crm.objects.deals",
            null,
            "dealname,amount,closedate,dealstage,pipeline,hubspot_owner_id",
            "dealname,amount,closedate,dealstage,pipeline"),
    TICKETS(
            "0-5",
            "tickets",
            null,
            "subject,content,hs_pipeline,hs_pipeline_stage,hs_ticket_priority,hs_ticket_category,hubspot_owner_id",
            "subject,content,hs_pipeline,hs_pipeline_stage,hs_ticket_priority,hs_ticket_category"),
    MEETINGS(
            "0-47",
            "crm.objects.contacts",
            null,
            "hs_timestamp,hs_meeting_title,hs_meeting_body,hs_meeting_start_time,hs_meeting_end_time,hubspot_owner_id",
            ""),
    NOTES("0-46", "crm.objects.contacts", null, "hs_timestamp,hs_note_body,hubspot_owner_id", ""),
    TASKS(
            "0-27",
            "crm.objects.contacts",
            null,
            "hs_timestamp,hs_task_subject,hs_task_body,hs_task_status,hs_task_priority,hubspot_owner_id",
            ""),
    CALLS(
            "0-48",
            "crm.objects.contacts",
            null,
            "hs_timestamp,hs_call_title,hs_call_body,hs_call_duration,hs_call_status,hubspot_owner_id",
            ""),
    EMAILS(
            "0-49",
            "crm.objects.contacts",
            null,
            "hs_timestamp,hs_email_subject,hs_email_text,hs_email_direction,hs_email_status,hubspot_owner_id",
            ""),
    /** A custom object of the account's own. */
    PETS("2-123456", "crm.objects.custom", "chip", "name,species,chip", "");

    private final String id;
    private final String scope;
    private final @Nullable String unique;
    private final Set<String> properties;
    private final List<String> shown;

    ObjectType(String id, String scope, @Nullable String unique, String properties, String shown) {
        this.id = id;
        this.scope = scope;
        this.unique = unique;
        this.properties = Set.of(properties.split(","));
        this.shown = Stream.concat(
                        Stream.of(shown.split(",")).filter(name -> !name.isEmpty()),
                        Stream.of(created(), modified(), "hs_object_id"))
                .sorted()
                .toList();
    }

    static Optional<ObjectType> named(String name) {
        return Stream.of(values())
                .filter(type -> type.id.equals(name)
                        || type.plural().equals(name)
                        || type != PETS && type.plural().equals(name + "s"))
                .findFirst();
    }

    String plural() {
        return this == PETS ? "p_pets" : name().toLowerCase(Locale.ROOT);
    }

    /** @return the property that tells when an object was changed: contacts have their own */
    String modified() {
        return name().equals("CONTACTS") ? "lastmodifieddate" : "hs_lastmodifieddate";
    }

    String created() {
        return name().matches("CONTACTS|COMPANIES|DEALS|TICKETS") ? "createdate" : "hs_createdate";
    }

    /** @return the property whose value only one object has; null: there is none */
    @Nullable
    String unique() {
        return unique;
    }

    boolean isActivity() {
        return properties.contains("hs_timestamp");
    }

    boolean has(String property) {
        return properties.contains(property)
                || property.equals("hs_object_id")
                || property.equals(modified())
                || property.equals("hs_lastmodifieddate")
                || property.equals(created());
    }

    boolean takes(String property) {
        return properties.contains(property);
    }

    List<String> shown() {
        return shown;
    }

    String scope(boolean writing) {
        return this == TICKETS ? scope : scope + (writing ? ".write" : ".read");
    }
}
