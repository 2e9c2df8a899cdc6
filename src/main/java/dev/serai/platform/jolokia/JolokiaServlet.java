package dev.serai.platform.jolokia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.platform.management.ManagementPage;
import dev.serai.tenancy.OperatorPermission;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Jolokia behind the two rights: who only watches gets to one that changes nothing. What it answers is masked before it
 * leaves.
 */
final class JolokiaServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LARGEST_REQUEST = 1024 * 1024;
    private static final int LARGEST_ANSWER = 8 * 1024 * 1024;
    // What they hold in memory together is far below the hub's heap.
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 5;

    private final transient JolokiaAgent watching = new JolokiaAgent("watch", new MBeanRules(false));
    private final transient JolokiaAgent operating = new JolokiaAgent("operate", new MBeanRules(true));
    private final transient ObjectMapper json;
    private final transient Masking masking;
    private final transient Semaphore turns = new Semaphore(AT_ONCE, true);

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
        HttpServlet agent = ManagementPage.operator(request).may(OperatorPermission.OPERATE) ? operating : watching;
        if (!hasTurn()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too much is asked at once, try again");
            return;
        }
        try {
            byte[] answer = json.writeValueAsBytes(answer(agent, request, response));
            response.setContentType("application/json");
            response.getOutputStream().write(answer);
        } catch (AnswerTooLarge tooLarge) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, tooLarge.getMessage());
        } finally {
            turns.release();
        }
    }

    private boolean hasTurn() {
        try {
            return turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private JsonNode answer(HttpServlet agent, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getMethod().equals("GET")) {
            return masking.masked(json.readTree(ask(agent, request, response, LARGEST_ANSWER)));
        }
        Questions questions = Questions.in(request.getInputStream().readNBytes(LARGEST_REQUEST), json);
        // Jolokia would gather the answers to all before the first is seen, and so as much as somebody asks for.
        ArrayNode answers = json.createArrayNode();
        int left = LARGEST_ANSWER;
        for (byte[] question : questions.each()) {
            byte[] answer = ask(agent, new WholeRequest(request, question), response, left);
            left -= answer.length;
            answers.add(masking.masked(json.readTree(answer)));
        }
        return questions.isBulk() ? answers : answers.get(0);
    }

    private static byte[] ask(HttpServlet agent, HttpServletRequest request, HttpServletResponse response, int largest)
            throws ServletException, IOException {
        HeldAnswer held = new HeldAnswer(response, largest);
        agent.service(request, held);
        return held.body();
    }
}
