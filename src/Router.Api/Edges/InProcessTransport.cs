using System.IO.Pipelines;
using System.Threading.Channels;

namespace Router.Api.Edges;

/// <summary>Client and daemon in one process, for tests and for programs that carry the daemon in them.</summary>
public sealed class InProcessTransport(PeerCredentials peer) : ITransport, IListener
{
    private readonly Channel<AcceptedClient> waiting = Channel.CreateUnbounded<AcceptedClient>();

    public Task<Stream> ConnectAsync(CancellationToken stopping)
    {
        var up = new Pipe();
        var down = new Pipe();
        var accepted = new AcceptedClient(new DuplexStream(up.Reader, down.Writer), peer);
        return waiting.Writer.TryWrite(accepted)
            ? Task.FromResult<Stream>(new DuplexStream(down.Reader, up.Writer))
            : throw new DaemonUnreachableException("the daemon in this process has stopped");
    }

    public Task<AcceptedClient> AcceptAsync(CancellationToken stopping) => waiting.Reader.ReadAsync(stopping).AsTask();

    public ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Two pipes as one stream; disposing it ends both, so that the other side sees the end.</summary>
internal sealed class DuplexStream(PipeReader reader, PipeWriter writer) : Stream
{
    private readonly Stream input = reader.AsStream();
    private readonly Stream output = writer.AsStream();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => input.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        input.ReadAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        output.WriteAsync(buffer, cancellationToken);

    public override void Flush() => output.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
            output.Dispose();
        }
        base.Dispose(disposing);
    }
}
