package dev.serai.provider.notion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** One customer's workspace at Notion: pages, tables of databases and people. */
public final class Workspace {

    private final String name;
    private final List<ObjectNode> documents = new CopyOnWriteArrayList<>();
    private final List<ObjectNode> people = new CopyOnWriteArrayList<>();

    Workspace(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /**
     * Adds a page as a person would.
     *
     * @return its id
     */
    public String addPage(String title, Instant edited) {
        return add("page", title, edited);
    }

    /** Adds a table of a database as a person would. */
    public String addDataSource(String title, Instant edited) {
        return add("data_source", title, edited);
    }

    /** Adds somebody who may see the workspace. */
    public String addPerson(String email) {
        ObjectNode person = JsonNodeFactory.instance.objectNode();
        person.put("object", "user").put("id", UUID.randomUUID().toString()).put("type", "person");
        person.putObject("person").put("email", email);
        people.add(person);
        return person.get("id").asText();
    }

    /** Edits a page or a table as a person would. */
    public void edit(String id, String title, Instant edited) {
        replace(id, document -> document.put("title_text", title).put("last_edited_time", minute(edited)));
    }

    /** Puts a page or a table into the trash. */
    public void trash(String id, Instant when) {
        replace(id, document -> document.put("in_trash", true).put("last_edited_time", minute(when)));
    }

    String add(String object, String title, Instant edited) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("object", object).put("id", UUID.randomUUID().toString());
        document.put("created_time", minute(edited)).put("last_edited_time", minute(edited));
        document.put("in_trash", false).put("title_text", title);
        document.putObject("parent").put("type", "workspace").put("workspace", true);
        document.putObject("properties");
        documents.add(document);
        return document.get("id").asText();
    }

    void replace(String id, UnaryOperator<ObjectNode> change) {
        documents.replaceAll(
                document -> document.get("id").asText().equals(id) ? change.apply(document.deepCopy()) : document);
    }

    List<ObjectNode> documents() {
        return documents;
    }

    List<ObjectNode> people() {
        return people;
    }

    /** Notion does not tell seconds. */
    private static String minute(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MINUTES).toString().replace("00Z", "00.000Z");
    }
}
