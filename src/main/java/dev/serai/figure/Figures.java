package dev.serai.figure;

import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/** Implemented by who knows figures of the database. They are read every few seconds, while somebody asks for them. */
public interface Figures {

    /**
     * Reads them, by short statements: what these cost must not grow with what is done already.
     *
     * @param database a connection of its own, whose statements are cut off after two seconds
     */
    List<Figure> read(JdbcOperations database);
}
