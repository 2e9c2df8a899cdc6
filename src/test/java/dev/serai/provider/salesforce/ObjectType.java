package dev.serai.provider.salesforce;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An object as Salesforce describes it.
 *
 * @param prefix what all its ids begin with
 * @param fields its fields and their kinds
 * @param required what can't be created without
 * @param externalIds which fields are external ids
 */
record ObjectType(String name, String prefix, Map<String, Kind> fields, Set<String> required, Set<String> externalIds) {

    enum Kind {
        TEXT,
        ID,
        MOMENT,
        DATE,
        NUMBER,
        BOOLEAN
    }

    private static final Set<String> SYSTEM =
            Set.of("Id", "IsDeleted", "CreatedDate", "LastModifiedDate", "SystemModstamp");

    static final Map<String, ObjectType> ALL = all();

    boolean isWritable(String field) {
        return !SYSTEM.contains(field);
    }

    private static Map<String, ObjectType> all() {
        Map<String, ObjectType> all = new LinkedHashMap<>();
        add(
                all,
                "Contact",
                "003",
                Set.of("LastName"),
                "FirstName",
                "LastName",
                "Name",
                "Email",
                "Phone",
                "Title",
                "AccountId:ID",
                "OwnerId:ID",
                "Ext__c");
        add(all, "Account", "001", Set.of("Name"), "Name", "Industry", "Type", "Phone", "OwnerId:ID", "Ext__c");
        add(
                all,
                "Lead",
                "00Q",
                Set.of("LastName", "Company"),
                "FirstName",
                "LastName",
                "Name",
                "Company",
                "Email",
                "Status",
                "IsConverted:BOOLEAN",
                "OwnerId:ID");
        add(
                all,
                "Task",
                "00T",
                Set.of(),
                "Subject",
                "Status",
                "WhoId:ID",
                "WhatId:ID",
                "AccountId:ID",
                "OwnerId:ID",
                "ActivityDate:DATE");
        add(
                all,
                "Event",
                "00U",
                Set.of(),
                "Subject",
                "WhoId:ID",
                "WhatId:ID",
                "AccountId:ID",
                "OwnerId:ID",
                "DurationInMinutes:NUMBER");
        return Map.copyOf(all);
    }

    private static void add(
            Map<String, ObjectType> all, String name, String prefix, Set<String> required, String... fields) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("Id", Kind.ID);
        kinds.put("IsDeleted", Kind.BOOLEAN);
        for (String field : fields) {
            String[] parts = field.split(":");
            kinds.put(parts[0], parts.length == 1 ? Kind.TEXT : Kind.valueOf(parts[1]));
        }
        kinds.put("CreatedDate", Kind.MOMENT);
        kinds.put("LastModifiedDate", Kind.MOMENT);
        kinds.put("SystemModstamp", Kind.MOMENT);
        all.put(name, new ObjectType(name, prefix, kinds, required, Set.of("Ext__c")));
    }
}
