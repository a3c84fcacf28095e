using System.Globalization;
using System.Runtime.InteropServices;
using Router.Image.Edges;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Lab;

/// <summary>A network namespace that ends with its holder, and so with this process, however it ends.</summary>
internal sealed class Namespace : IAsyncDisposable
{
    private const int NewNet = 0x40000000;

    private readonly SupervisedProcess holder;

    private Namespace(SupervisedProcess holder) => this.holder = holder;

    /// <summary>What makes a command line one that runs inside.</summary>
    public IReadOnlyList<string> Enter => ["nsenter", "--target", Id, "--net", "--"];

    /// <summary>The process number that <c>ip link … netns</c> takes.</summary>
    public string Id => holder.Id.ToString(CultureInfo.InvariantCulture);

    public static async Task<Namespace> CreateAsync(CancellationToken stopping)
    {
        var made = new Namespace(SupervisedProcess.Start(["unshare", "--net", "sleep", "infinity"]));
        var outside = new FileInfo("/proc/self/ns/net").LinkTarget;
        while (new FileInfo($"/proc/{made.Id}/ns/net").LinkTarget is var inside && (inside is null || inside == outside))
            await Task.Yield();
        (await made.RunAsync(stopping, "ip", "link", "set", "lo", "up")).OrThrow("ip");
        return made;
    }

    public Task<ToolResult> RunAsync(CancellationToken stopping, params string[] command) =>
        Tool.RunAsync([.. Enter, .. command], stopping);

    /// <summary>One <c>ip</c> command a line.</summary>
    public async Task IpAsync(string commands, CancellationToken stopping) =>
        (await Tool.RunAsync([.. Enter, "ip", "-batch", "-"], commands + "\n", stopping)).OrThrow("ip");

    public SupervisedProcess Start(params string[] command) => SupervisedProcess.Start([.. Enter, .. command]);

    /// <summary>Makes something inside, such as a socket, which then stays there.</summary>
    public T Inside<T>(Func<T> make)
    {
        T? made = default;
        Exception? failure = null;
        // A thread of its own: it is never given back with another namespace than the others have.
        var thread = new Thread(() =>
        {
            try
            {
                using var space = File.OpenHandle($"/proc/{Id}/ns/net", share: FileShare.ReadWrite | FileShare.Delete);
                if (setns((int)space.DangerousGetHandle(), NewNet) != 0)
                    throw new IOException($"setns failed with errno {Marshal.GetLastPInvokeError()}");
                made = make();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? made! : throw failure;
    }

    public ValueTask DisposeAsync() => holder.DisposeAsync();

    [DllImport("libc", SetLastError = true)]
    private static extern int setns(int space, int kind);
}
