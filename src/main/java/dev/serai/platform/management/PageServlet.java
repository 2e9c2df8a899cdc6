package dev.serai.platform.management;

import dev.serai.refusal.Refusal;
import dev.serai.tenancy.Operator;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page with its guard. The guard stands at the page and not before it, so that no way of writing a path leads past it.
 * The page itself is made when it is first asked for: most hubs are never asked for most of them.
 */
final class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String OPERATOR = Operator.class.getName();

    private final transient ManagementPage page;
    private final transient Gate gate;
    private transient @Nullable HttpServlet made;

    PageServlet(ManagementPage page, Gate gate) {
        this.page = page;
        this.gate = gate;
    }

    /** Called by the server before the first request. */
    @Override
    public void init() throws ServletException {
        HttpServlet servlet = page.servlet().get();
        servlet.init(getServletConfig());
        made = servlet;
    }

    @Override
    public void destroy() {
        if (made != null) {
            made.destroy();
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            if (page.needed() != null) {
                request.setAttribute(OPERATOR, gate.admit(request, page.needed()));
            }
            Objects.requireNonNull(made).service(request, response);
        } catch (Refusal refusal) {
            Problem.write(refusal, request, response);
        }
    }

    /** @return who asks for a page that needs a permission */
    static Operator operator(HttpServletRequest request) {
        return (Operator) Objects.requireNonNull(request.getAttribute(OPERATOR));
    }
}
