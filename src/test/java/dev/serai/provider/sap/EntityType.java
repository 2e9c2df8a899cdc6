package dev.serai.provider.sap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An entity set as a service's metadata describe it.
 *
 * @param service the service that has it
 * @param set its name
 * @param keys the properties that make up its key
 * @param properties its properties and their types
 * @param navigations where {@code $expand} may lead
 */
record EntityType(
        String service, String set, List<String> keys, Map<String, String> properties, List<String> navigations) {

    static final List<EntityType> ALL = List.of(
            type(
                    "API_BUSINESS_PARTNER",
                    "A_BusinessPartner",
                    List.of("BusinessPartner"),
                    List.of(
                            "to_BusinessPartnerAddress",
                            "to_BusinessPartnerAddress/to_EmailAddress",
                            "to_BusinessPartnerAddress/to_PhoneNumber"),
                    "BusinessPartner",
                    "BusinessPartnerCategory",
                    "BusinessPartnerFullName",
                    "FirstName",
                    "LastName",
                    "Customer",
                    "Supplier",
                    "SearchTerm1",
                    "BusinessPartnerIsBlocked:Edm.Boolean",
                    "IsMarkedForArchiving:Edm.Boolean",
                    "CreationDate:Edm.DateTime",
                    "CreationTime:Edm.Time",
                    "LastChangeDate:Edm.DateTime",
                    "LastChangeTime:Edm.Time"),
            type(
                    "API_BUSINESS_PARTNER",
                    "A_BusinessPartnerContact",
                    List.of("RelationshipNumber", "BusinessPartnerCompany", "BusinessPartnerPerson", "ValidityEndDate"),
                    List.of(),
                    "RelationshipNumber",
                    "BusinessPartnerCompany",
                    "BusinessPartnerPerson",
                    "ValidityEndDate:Edm.DateTime",
                    "IsStandardRelationship:Edm.Boolean"),
            type(
                    "CRM_APPOINTMENT_SRV",
                    "AppointmentSet",
                    List.of("Guid"),
                    List.of(),
                    "Guid:Edm.Guid",
                    "Description",
                    "Account",
                    "Contact",
                    "FromDate:Edm.DateTime",
                    "ToDate:Edm.DateTime"));

    private static EntityType type(
            String service, String set, List<String> keys, List<String> navigations, String... properties) {
        Map<String, String> types = new LinkedHashMap<>();
        for (String property : properties) {
            String[] parts = property.split(":");
            types.put(parts[0], parts.length == 1 ? "Edm.String" : parts[1]);
        }
        return new EntityType(service, set, keys, types, navigations);
    }
}
