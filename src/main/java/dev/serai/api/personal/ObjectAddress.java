package dev.serai.api.personal;

import dev.serai.api.edge.Call;
import dev.serai.refusal.NotFound;
import java.util.Set;
import java.util.regex.Pattern;

/** Which objects of HubSpot's a path names. */
final class ObjectAddress {

    /** The types that every account has, as HubSpot's paths call them. */
    private static final Set<String> STANDARD = Set.of(
            "appointments",
            "calls",
            "carts",
            "commerce_payments",
            "communications",
            "companies",
            "contacts",
            "contracts",
            "courses",
            "deals",
            "discounts",
            "emails",
            "feedback_submissions",
            "fees",
            "goal_targets",
            "invoices",
            "leads",
            "line_items",
            "listings",
            "meetings",
            "notes",
            "orders",
            "postal_mail",
            "products",
            "quotes",
            "services",
            "subscriptions",
            "tasks",
            "taxes",
            "tickets",
            "users");

    /** A type's number, such as 0-1 or 2-123456, or the name of an account's own type, such as p_pets or p24_pets. */
    private static final Pattern OTHER = Pattern.compile("[0-9]{1,4}-[0-9]{1,15}|p[0-9]{0,12}_[A-Za-z0-9_]{1,100}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int LONGEST_ID = 255;

    private ObjectAddress() {}

    /** @throws NotFound when HubSpot can't have objects of such a type */
    static String type(Call call) {
        String type = call.path().getOrDefault("type", "");
        if (!STANDARD.contains(type) && !OTHER.matcher(type).matches()) {
            throw new NotFound("HubSpot has no objects of this type; there are contacts, companies, deals, tickets,"
                    + " other types as HubSpot names them, and custom ones such as p_pets or 2-123456");
        }
        return type;
    }

    /**
     * @return the object's number; or, where the call names a property by which objects are told apart, a value of it
     * @throws NotFound when no object can have such an id
     */
    static String id(Call call) {
        String id = call.path().getOrDefault("id", "");
        boolean possible = call.query().containsKey("idProperty")
                ? !id.isBlank() && id.length() <= LONGEST_ID && !id.matches("\\.{1,2}")
                : NUMBER.matcher(id).matches();
        if (!possible) {
            throw new NotFound("HubSpot has no such object");
        }
        return id;
    }
}
