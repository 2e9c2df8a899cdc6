package dev.serai.platform.jolokia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.platform.management.ManagementPage;
import dev.serai.tenancy.OperatorPermission;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Jolokia behind the two rights: who only watches gets to one that changes nothing. What it answers is masked before it
 * leaves.
 */
final class JolokiaServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient JolokiaAgent watching = new JolokiaAgent("watch", new MBeanRules(false));
    private final transient JolokiaAgent operating = new JolokiaAgent("operate", new MBeanRules(true));
    private final transient ObjectMapper json;
    private final transient Masking masking;

    JolokiaServlet(ObjectMapper json, Masking masking) {
        this.json = json;
        this.masking = masking;
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        watching.init(config);
        operating.init(config);
    }

    @Override
    public void destroy() {
        watching.destroy();
        operating.destroy();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        // A link can be clicked; so one can only ask who is there. The rest, and several things at once, comes by POST.
        boolean bare = request.getPathInfo() == null && request.getQueryString() == null;
        if (!(request.getMethod().equals("POST") || request.getMethod().equals("GET") && bare)) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        boolean mayOperate = ManagementPage.operator(request).may(OperatorPermission.OPERATE);
        HeldAnswer held = new HeldAnswer(response);
        HttpServletRequest asked = request.getMethod().equals("POST") ? new WholeRequest(request, json) : request;
        (mayOperate ? operating : watching).service(asked, held);
        JsonNode answer = json.readTree(held.body());
        response.setContentType("application/json");
        response.getOutputStream().write(json.writeValueAsBytes(masking.masked(answer)));
    }
}
