package dev.serai.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a page of a data type is asked for over HTTP, and where its records stand in the answer.
 *
 * @param all how everything is asked for
 * @param changes how only what has changed is asked for; null: the provider can't be asked for it
 * @param items where a page's records stand; null: where the paging says, else the answer is the list
 * @param id where a record's id stands
 * @param updatedAt where a record says when it last changed; null: it does not
 * @param updatedAtForm how it says it
 * @param deleted what a record says that is deleted; null: deleted ones are not listed
 * @param paging how pages follow each other; null: as the provider's, else there is one
 */
public record Listing(
        Ask all,
        @Nullable Changes changes,
        @Nullable JsonPointer items,
        JsonPointer id,
        @Nullable JsonPointer updatedAt,
        MomentForm updatedAtForm,
        HealthCall.@Nullable Expectation deleted,
        @Nullable Paging paging) {

    /**
     * A request.
     *
     * @param method {@code GET} or {@code POST}
     * @param path the path below the provider's base URL
     * @param parameters its query
     * @param body its JSON body; null: none
     */
    public record Ask(String method, String path, Map<String, String> parameters, @Nullable JsonNode body) {

        public Ask {
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * How what has changed is asked for. In its parameters and its body, {@code {since}} stands for the moment.
     *
     * @param ask the request
     * @param sinceForm how the moment is written
     * @param overlap how far before the last read the next one begins, for what providers list late
     * @param newestFirst whether the provider can only sort: then the read ends at the first record that is older
     */
    public record Changes(Ask ask, MomentForm sinceForm, Duration overlap, boolean newestFirst) {}
}
