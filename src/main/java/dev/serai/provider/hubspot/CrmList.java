package dev.serai.provider.hubspot;

/**
 * One of the lists that HubSpot keeps, each of one type of object.
 *
 * @param type the objects' type as it stands in a path, such as {@code contacts} or {@code 2-123456}
 */
record CrmList(String type) {

    /** @return the property that tells when an object was last changed; contacts have one of their own */
    String modified() {
        return type.equals("contacts") ? "lastmodifieddate" : "hs_lastmodifieddate";
    }

    String path() {
        return "/crm/v3/objects/" + type;
    }
}
