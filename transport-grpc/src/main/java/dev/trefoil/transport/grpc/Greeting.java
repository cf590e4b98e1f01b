package dev.trefoil.transport.grpc;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2CodecUtil;
import io.grpc.netty.shaded.io.netty.util.ReferenceCountUtil;

/**
 * Cuts a connection off at the first byte that does not belong to the greeting of HTTP/2.
 *
 * <p>gRPC would do so too, but with a stack trace in the log for every browser and port scanner. Only for connections
 * that are not encrypted.
 */
final class Greeting extends ChannelInboundHandlerAdapter {

    private final ByteBuf expected = Http2CodecUtil.connectionPrefaceBuf();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!matches((ByteBuf) message)) {
            ReferenceCountUtil.release(message);
            var unused = context.close();
            return;
        }
        if (!expected.isReadable()) {
            context.pipeline().remove(this);
        }
        context.fireChannelRead(message);
    }

    private boolean matches(ByteBuf words) {
        int compared = Math.min(words.readableBytes(), expected.readableBytes());
        for (int i = 0; i < compared; i++) {
            if (words.getByte(words.readerIndex() + i) != expected.readByte()) {
                return false;
            }
        }
        return true;
    }
}
