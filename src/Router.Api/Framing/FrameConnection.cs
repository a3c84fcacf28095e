using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Router.Api.Contract;

namespace Router.Api.Framing;

/// <summary>
/// Frames on a stream: a JSON object a line, UTF-8, ended by a line feed. JSON never holds a bare line feed, so that a
/// reader needs no length and a person can type one.
/// </summary>
internal sealed class FrameConnection(Stream stream) : IAsyncDisposable
{
    /// <summary>A document of 16 MB with every character escaped once, and what stands around it.</summary>
    public const int LongestFrame = 33 * 1024 * 1024;

    /// <summary>So much is read at once.</summary>
    private const int PieceLength = 1 << 16;

    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    private readonly PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: PieceLength, leaveOpen: true));

    /// <summary>Null: the other side has closed.</summary>
    /// <exception cref="FrameException">What came is no such frame.</exception>
    public async Task<T?> ReadAsync<T>(JsonTypeInfo<T> type, CancellationToken stopping)
        where T : class
    {
        var looked = 0L;
        while (true)
        {
            var result = await reader.ReadAsync(stopping);
            var buffer = result.Buffer;
            if (buffer.Slice(looked).PositionOf((byte)'\n') is { } end)
            {
                var frame = Decode(buffer.Slice(0, end), type);
                reader.AdvanceTo(buffer.GetPosition(1, end));
                return frame;
            }
            if (buffer.Length > LongestFrame)
                throw new FrameException($"a frame is longer than {LongestFrame} bytes");
            if (result.IsCompleted)
                return buffer.IsEmpty ? null : throw new FrameException("the connection ended within a frame");
            looked = buffer.Length;
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Waits until the other side closes or sends anything at all.</summary>
    public async Task WaitForInputAsync(CancellationToken stopping)
    {
        var result = await reader.ReadAsync(stopping);
        reader.AdvanceTo(result.Buffer.Start);
    }

    public async Task WriteAsync<T>(T frame, JsonTypeInfo<T> type, CancellationToken stopping)
    {
        var bytes = new ArrayBufferWriter<byte>();
        await using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = type.Options.Encoder }))
            JsonSerializer.Serialize(writer, frame, type);
        bytes.Write(LineFeed);
        await stream.WriteAsync(bytes.WrittenMemory, stopping);
        await stream.FlushAsync(stopping);
    }

    public async ValueTask DisposeAsync()
    {
        await reader.CompleteAsync();
        await stream.DisposeAsync();
    }

    private static T Decode<T>(ReadOnlySequence<byte> line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            // A reader of one piece is twice as quick as one of many.
            var json = new Utf8JsonReader(line.IsSingleSegment ? line.FirstSpan : line.ToArray());
            return JsonSerializer.Deserialize(ref json, type) ?? throw new FrameException("a frame is null");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            if (typeof(T) == typeof(Response) && Foreign(line) is T answer)
                return answer;
            throw new FrameException($"a frame is not what the contract says: {exception.Message}", exception);
        }
    }

    /// <summary>Null: it is no answer of another version either.</summary>
    private static Response? Foreign(ReadOnlySequence<byte> line)
    {
        try
        {
            return Lenient.Read(JsonNode.Parse(line.ToArray(), documentOptions: Lenient.Options));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>What came over a connection is not a frame of the contract.</summary>
public sealed class FrameException(string message, Exception? inner = null) : IOException(message, inner);
