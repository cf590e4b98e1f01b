package dev.trefoil.node.rpc;

import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * What type of reply a request declares, so that a peer that answers with something else is found out before a callback
 * meets it.
 */
final class ReplyTypes {

    private static final ClassValue<Class<? extends Message>> DECLARED = new ClassValue<>() {
        @Override
        protected Class<? extends Message> computeValue(Class<?> request) {
            return declared(request);
        }
    };

    private ReplyTypes() {}

    /**
     * Whether {@code reply} is what {@code request} asks for.
     *
     * @throws IllegalArgumentException if the request's class does not name the class of its reply
     */
    static boolean fits(Request<?> request, Message reply) {
        return DECLARED.get(request.getClass()).isInstance(reply);
    }

    private static Class<? extends Message> declared(Class<?> request) {
        for (Type face : request.getGenericInterfaces()) {
            if (face instanceof ParameterizedType generic
                    && generic.getRawType() == Request.class
                    && generic.getActualTypeArguments()[0] instanceof Class<?> reply) {
                return reply.asSubclass(Message.class);
            }
        }
        throw new IllegalArgumentException(request.getName() + " does not name its reply: implement Request<Reply>");
    }
}
