package dev.serai.sync;

import dev.serai.figure.Figure;
import dev.serai.figure.Figures;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** How long syncs of records that were asked for are under way. */
@Component
class SyncFigures implements Figures {

    private static final String WAITING =
            """
            SELECT coalesce(greatest(extract(epoch FROM now() - min(requested_at)), 0), 0)
            FROM data_sync WHERE status IN ('waiting', 'running')
            """;

    @Override
    public List<Figure> read(JdbcOperations database) {
        return List.of(Figure.of(
                "serai_sync_waiting_seconds",
                "How long ago the sync was asked for that has not come to its end for longest",
                database.queryForObject(WAITING, Double.class)));
    }
}
