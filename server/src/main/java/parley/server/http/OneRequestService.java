package parley.server.http;

import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.HttpProcessors;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * HttpCore's service with two changes: what is wrong with a request is answered with a fixed text, not with the text of
 * an exception; and it leaves the end of the connection to the exchange, which knows whether bytes are still coming.
 */
final class OneRequestService extends HttpService {

    private static final String KEEPS_ALIVE = "parley.keeps-alive";
    private static final ConnectionReuseStrategy REMEMBER = (request, response, context) -> {
        context.setAttribute(
                KEEPS_ALIVE, DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context));
        return true;
    };

    OneRequestService(Router router) {
        super(HttpProcessors.customServer("Parley").build(), router, REMEMBER, null);
    }

    static boolean keepsAlive(HttpContext context) {
        return Boolean.TRUE.equals(context.getAttribute(KEEPS_ALIVE));
    }

    @Override
    protected void handleException(HttpException failure, ClassicHttpResponse response) {
        response.setCode(toStatusCode(failure));
        response.setEntity(new StringEntity(
                "This is not a request that can be answered.\n",
                ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8)));
    }
}
