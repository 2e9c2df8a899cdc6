package dev.serai.provider.googlecalendar;

import dev.serai.figure.Figure;
import dev.serai.figure.Figures;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** How old what is known of the calendars is that are synced both ways. */
@Component
class CalendarFigures implements Figures {

    private static final String LAG =
            """
            SELECT coalesce(greatest(extract(epoch FROM now() - min(s.synced_at)), 0), 0)
            FROM calendar_sync s JOIN connection c ON c.id = s.connection_id
            WHERE c.status = 'active'
            """;

    @Override
    public List<Figure> read(JdbcOperations database) {
        return List.of(Figure.of(
                "serai_calendar_lag_seconds",
                "How long ago the calendar was read that was read longest ago",
                database.queryForObject(LAG, Double.class)));
    }
}
