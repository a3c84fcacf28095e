using System.Runtime.InteropServices;
using System.Text;

namespace Router.Console.Edges;

/// <summary>The terminal or the pipes that this process was started with.</summary>
internal sealed partial class SystemTerminal : ITerminal, IDisposable
{
    private const int NarrowestScreen = 20;
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>POLLERR, POLLHUP and POLLNVAL, which poll(2) tells unasked.</summary>
    private const short Gone = 0x8 | 0x10 | 0x20;

    private readonly Stream input = System.Console.OpenStandardInput();
    private readonly StreamWriter output = new(System.Console.OpenStandardOutput()) { AutoFlush = false };
    private readonly StreamWriter error = new(System.Console.OpenStandardError()) { AutoFlush = true };
    private StreamReader? lines;

    public bool IsInteractive { get; } = !System.Console.IsInputRedirected && !System.Console.IsOutputRedirected;

    public bool IsScreen { get; } = !System.Console.IsOutputRedirected;

    public bool IsDeserted
    {
        get
        {
            var output = new PollTarget { Descriptor = 1 };
            return Poll(ref output, 1, 0) > 0 && (output.Happened & Gone) != 0;
        }
    }

    // A serial line often does not say how large it is.
    public int Width => IsScreen && System.Console.WindowWidth is >= NarrowestScreen and var width ? width : UsualWidth;

    public int Height => IsScreen && System.Console.WindowHeight is > 3 and var height ? height : UsualHeight;

    public void Write(string text)
    {
        output.Write(text);
        output.Flush();
    }

    public void WriteError(string text) => error.Write(text);

    public void WriteBytes(ReadOnlyMemory<byte> bytes)
    {
        output.Flush();
        output.BaseStream.Write(bytes.Span);
        output.BaseStream.Flush();
    }

    public ConsoleKeyInfo? ReadKey()
    {
        try
        {
            // Ctrl-C edits a line, and while a command runs it is the signal that ends it.
            System.Console.TreatControlCAsInput = true;
            return System.Console.ReadKey(intercept: true);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public bool HasMoreWithin(TimeSpan time)
    {
        try
        {
            for (var left = time; !System.Console.KeyAvailable; left -= Look)
            {
                if (left <= TimeSpan.Zero)
                    return false;
                Thread.Sleep(Look);
            }
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public string? ReadLine() => (lines ??= new StreamReader(input, Encoding.UTF8)).ReadLine();

    public byte[] ReadAll(int limit)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (input.Read(buffer) is > 0 and var count)
        {
            all.Write(buffer, 0, count);
            if (all.Length > limit)
                throw new InvalidDataException($"there are more than {limit} bytes");
        }
        return all.ToArray();
    }

    public Stream OpenInput() => input;

    public async Task<T> WithInterruptAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        if (IsInteractive)
            System.Console.TreatControlCAsInput = false;
        using var interrupted = new CancellationTokenSource();
        using var handler = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            interrupted.Cancel();
        });
        return await work(interrupted.Token);
    }

    public void Dispose()
    {
        lines?.Dispose();
        output.Dispose();
        error.Dispose();
        input.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollTarget target, nuint count, int milliseconds);

    /// <summary><c>struct pollfd { int fd; short events; short revents; }</c></summary>
    private struct PollTarget
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }
}
