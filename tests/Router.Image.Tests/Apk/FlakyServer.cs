using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Router.Image.Tests.Apk;

/// <summary>A web server on the loopback, each answer of which is what the test says: whole, cut off, or none.</summary>
internal sealed class FlakyServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> held = [];
    private readonly Queue<Func<string, Answer>> answers;

    /// <param name="answers">To the headers of each request in turn; when there are no more the server says nothing.</param>
    public FlakyServer(params IEnumerable<Func<string, Answer>> answers)
    {
        this.answers = new(answers);
        listener.Start();
        _ = ServeAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>The headers of the requests.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Of a request; null: it has none.</summary>
    public static string? Header(string request, string name) => request.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];

    public void Dispose()
    {
        held.ForEach(client => client.Dispose());
        listener.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                held.Add(client);
                await AnswerAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        var stream = client.GetStream();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var count)
            request.Append(Encoding.ASCII.GetString(buffer, 0, count));
        Requests.Add(request.ToString());
        if (!answers.TryDequeue(out var next))
            return;
        var answer = next(request.ToString());
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer.Head}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(answer.Body);
        if (!answer.Hangs)
            client.Close();
    }

    /// <param name="Head">Status line and headers.</param>
    /// <param name="Hangs">The connection stays, and nothing more is said.</param>
    public sealed record Answer(string Head, byte[] Body, bool Hangs = false);
}
