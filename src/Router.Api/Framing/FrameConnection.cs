using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Router.Api.Contract;

namespace Router.Api.Framing;

/// <summary>
/// Frames on a stream: a JSON object a line, UTF-8, ended by a line feed. JSON never holds a bare line feed, so that a
/// reader needs no length and a person can type one.
/// </summary>
/// <param name="stream">Both ways; disposed with this.</param>
/// <param name="budget">What unfinished frames may take together with those of other connections; null: no limit but each one's
/// own.</param>
/// <param name="large">Called when a frame of more than a megabyte has passed: what it took lies about now.</param>
internal sealed class FrameConnection(Stream stream, FrameBudget? budget = null, Action? large = null) : IAsyncDisposable
{
    private readonly FrameBuffer buffer = new(budget);

    /// <summary>Null: the other side has closed.</summary>
    /// <param name="type">What is expected.</param>
    /// <param name="longest">Bytes of a frame without its line feed.</param>
    /// <param name="within">From the first byte to the line feed.</param>
    /// <param name="stopping">Ends the wait; the connection can be read no more.</param>
    /// <exception cref="FrameException">What came is no such frame.</exception>
    public async Task<T?> ReadAsync<T>(JsonTypeInfo<T> type, int longest, TimeSpan within, CancellationToken stopping)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            return await ReceiveAsync(type, longest, () => patience.CancelAfter(within), patience.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new FrameException($"a frame was begun and no line feed ended it within {within.TotalSeconds:0} seconds");
        }
    }

    /// <summary>The same for a client, who trusts the other side and waits.</summary>
    public Task<T?> ReadAsync<T>(JsonTypeInfo<T> type, CancellationToken stopping)
        where T : class => ReadAsync(type, Limits.ApiLimits.LongestFrame, Timeout.InfiniteTimeSpan, stopping);

    /// <summary>Waits until the other side closes or sends anything at all.</summary>
    public async Task WaitForInputAsync(CancellationToken stopping)
    {
        if (buffer.Length == 0)
            buffer.Came(await stream.ReadAsync(buffer.Room(), stopping));
    }

    /// <summary>Sends a frame, and waits until the other side's socket has taken it.</summary>
    /// <exception cref="IOException">The other side went, or has not read for longer than <paramref name="within"/>.</exception>
    public async Task WriteAsync<T>(T frame, JsonTypeInfo<T> type, TimeSpan within, CancellationToken stopping)
    {
        using var bytes = new FrameWriter();
        await using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = type.Options.Encoder }))
            JsonSerializer.Serialize(writer, frame, type);
        bytes.Write("\n"u8);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(within);
        try
        {
            await stream.WriteAsync(bytes.Written, patience.Token);
            await stream.FlushAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new IOException($"the other side did not read for {within.TotalSeconds:0} seconds");
        }
        finally
        {
            if (bytes.Length > FrameMemory.Longest)
                large?.Invoke();
        }
    }

    /// <summary>The same for a client.</summary>
    public Task WriteAsync<T>(T frame, JsonTypeInfo<T> type, CancellationToken stopping) =>
        WriteAsync(frame, type, Timeout.InfiniteTimeSpan, stopping);

    public async ValueTask DisposeAsync()
    {
        if (buffer.Length > FrameMemory.Longest)
            large?.Invoke();
        buffer.Dispose();
        await stream.DisposeAsync();
    }

    private static FrameException TooLong(int longest) =>
        new($"a request is longer than {longest} bytes, the most that this user may send");

    private async Task<T?> ReceiveAsync<T>(JsonTypeInfo<T> type, int longest, Action begin, CancellationToken stopping)
        where T : class
    {
        var begun = false;
        while (true)
        {
            if (buffer.TryFind(out var line))
                return Take(line, type, longest);
            if (buffer.Length > longest)
                throw TooLong(longest);
            if (!begun && buffer.Length > 0)
            {
                begun = true;
                begin();
            }
            var count = await stream.ReadAsync(buffer.Room(), stopping);
            buffer.Came(count);
            if (count == 0)
                return buffer.Length == 0 ? null : throw new FrameException("the connection ended within a frame");
        }
    }

    private T Take<T>(ReadOnlyMemory<byte> line, JsonTypeInfo<T> type, int longest)
        where T : class
    {
        try
        {
            return line.Length > longest ? throw TooLong(longest) : Decode(line, type);
        }
        finally
        {
            buffer.Drop();
            if (line.Length > FrameMemory.Longest)
                large?.Invoke();
        }
    }

    private static T Decode<T>(ReadOnlyMemory<byte> line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            var json = new Utf8JsonReader(line.Span);
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
    private static Response? Foreign(ReadOnlyMemory<byte> line)
    {
        try
        {
            return Lenient.Read(JsonNode.Parse(line.Span, documentOptions: Lenient.Options));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>What came over a connection is not a frame of the contract.</summary>
public sealed class FrameException(string message, Exception? inner = null) : IOException(message, inner);
