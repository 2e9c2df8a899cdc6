package dev.serai.platform.management;

import dev.serai.tenancy.Operator;
import dev.serai.tenancy.OperatorPermission;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that the management port serves. Every bean of this type is found there.
 *
 * @param mapping where, as servlets are mapped: a path such as {@code /prometheus}, or {@code /hawtio/*}
 * @param needed what those who ask must be permitted; null: nothing, everybody may ask
 * @param servlet makes what answers, when it is asked for the first time
 */
public record ManagementPage(
        String mapping, @Nullable OperatorPermission needed, Supplier<? extends HttpServlet> servlet) {

    /** @return who asks for a page that needs a permission */
    public static Operator operator(HttpServletRequest request) {
        return PageServlet.operator(request);
    }
}
