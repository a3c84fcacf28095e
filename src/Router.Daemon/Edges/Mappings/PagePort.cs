using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Router.Wire.Upnp;

namespace Router.Daemon.Edges.Mappings;

/// <summary>
/// A small server of HTTP at one address of a link: a request a connection, of bounded size, within a bounded time, and few at once.
/// </summary>
internal sealed class PagePort : IDisposable
{
    private const int MostAtOnce = 16, MostOfAHost = 4, Backlog = 16, SocketLevel = 1, BindToDevice = 25;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Socket socket;
    private readonly CancellationTokenSource ending = new();
    private readonly Dictionary<IPAddress, int> open = [];
    private readonly Func<HttpHead, byte[], IPAddress, Task<Page>> answer;

    private PagePort(Socket socket, Func<HttpHead, byte[], IPAddress, Task<Page>> answer) => (this.socket, this.answer) = (socket, answer);

    /// <exception cref="SocketException">The port cannot be had.</exception>
    public static PagePort Open(string link, IPEndPoint local, Func<HttpHead, byte[], IPAddress, Task<Page>> answer)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            socket.SetRawSocketOption(SocketLevel, BindToDevice, Encoding.ASCII.GetBytes(link + '\0'));
            socket.Bind(local);
            socket.Listen(Backlog);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        var port = new PagePort(socket, answer);
        _ = port.AcceptAsync();
        return port;
    }

    public void Dispose()
    {
        ending.Cancel();
        socket.Dispose();
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        await Task.Yield();
        var stopping = ending.Token;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var client = await socket.AcceptAsync(stopping);
                if (client.RemoteEndPoint is IPEndPoint from && TryEnter(from.Address))
                    _ = ServeAsync(client, from.Address, stopping);
                else
                    client.Dispose();
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // It went before it was taken, or there are too many files open.
                await Task.Delay(TimeSpan.FromMilliseconds(100), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ServeAsync(Socket client, IPAddress from, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Patience);
        try
        {
            using (client)
            {
                var (head, body) = await ReadAsync(client, limit.Token);
                var page = head is null ? Page.Empty(400, "Bad Request") : await answer(head, body, from).WaitAsync(limit.Token);
                await SendAsync(client, page, limit.Token);
                client.Shutdown(SocketShutdown.Send);
                // Until the other end has closed, so that what it still sends does not reset what it has not read.
                var rest = new byte[256];
                while (await client.ReceiveAsync(rest, limit.Token) > 0)
                {
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It went, or took too long.
        }
        finally
        {
            Exit(from);
        }
    }

    /// <summary>No head: it is no request, or too long.</summary>
    private static async Task<(HttpHead? Head, byte[] Body)> ReadAsync(Socket client, CancellationToken stopping)
    {
        var buffer = new byte[HttpHead.Longest + SoapCall.Longest];
        var (length, head) = (0, 0);
        while ((head = HttpHead.LengthOf(buffer.AsSpan(0, length))) == 0)
        {
            if (length >= HttpHead.Longest || await ReceiveAsync() == 0)
                return (null, []);
        }
        if (HttpHead.Parse(buffer.AsSpan(0, length)) is not { } parsed)
            return (null, []);
        if (parsed.Headers.ContainsKey("transfer-encoding"))
            return (null, []);
        var size = 0;
        if (parsed.Headers.TryGetValue("content-length", out var words)
            && (!int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size > SoapCall.Longest))
            return (null, []);
        if (parsed["expect"].Length > 0)
            await client.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n"), stopping);
        while (length < head + size)
        {
            if (await ReceiveAsync() == 0)
                return (null, []);
        }
        return (parsed, buffer[head..(head + size)]);

        async Task<int> ReceiveAsync()
        {
            var received = length == buffer.Length ? 0 : await client.ReceiveAsync(buffer.AsMemory(length), stopping);
            length += received;
            return received;
        }
    }

    private static async Task SendAsync(Socket client, Page page, CancellationToken stopping)
    {
        var body = Encoding.UTF8.GetBytes(page.Body);
        var head = $"HTTP/1.1 {page.Code} {page.Reason}\r\nServer: Linux UPnP/1.1 Router/1\r\nContent-Type: text/xml; charset=\"utf-8\"\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\nEXT:\r\n\r\n";
        ReadOnlyMemory<byte> rest = (byte[])[.. Encoding.ASCII.GetBytes(head), .. body];
        while (rest.Length > 0)
            rest = rest[await client.SendAsync(rest, stopping)..];
    }

    private bool TryEnter(IPAddress host)
    {
        lock (open)
        {
            var count = open.GetValueOrDefault(host);
            if (count >= MostOfAHost || open.Values.Sum() >= MostAtOnce)
                return false;
            open[host] = count + 1;
            return true;
        }
    }

    private void Exit(IPAddress host)
    {
        lock (open)
        {
            if (--open[host] == 0)
                open.Remove(host);
        }
    }
}

/// <summary>An answer of HTTP.</summary>
/// <param name="Code">200, 400 …</param>
/// <param name="Reason">In words.</param>
/// <param name="Body">XML, or nothing.</param>
internal readonly record struct Page(int Code, string Reason, string Body)
{
    public static Page Empty(int code, string reason) => new(code, reason, "");
}
