using System.Net.Sockets;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Lab;

/// <summary>What a line brings that nobody sits at: keys of all kinds, escape among them, without an end.</summary>
internal sealed class SerialNoise : IAsyncDisposable
{
    private const string Keys = "\u001b \u001b[A\u001b[B\u001bOPec\u0003\u007f~\0\u00ff";

    /// <summary>What UEFI reads keys for ends when it starts a disk's program: setup and boot menu are its own.</summary>
    private const string UefiIsDone = "BdsDxe: starting";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource quiet = new();
    private readonly Task typing;

    private SerialNoise(SerialConsole console, bool uefi) => typing = TypeAsync(console, uefi);

    /// <param name="console">Of a machine that has just been started.</param>
    /// <param name="uefi">Quiet until the boot loader runs.</param>
    public static SerialNoise On(SerialConsole console, bool uefi) => new(console, uefi);

    public async ValueTask DisposeAsync()
    {
        await quiet.CancelAsync();
        await typing;
        quiet.Dispose();
    }

    private async Task TypeAsync(SerialConsole console, bool uefi)
    {
        try
        {
            while (uefi && !console.Transcript.Text.Contains(UefiIsDone, StringComparison.Ordinal))
                await Task.Delay(Pause, quiet.Token);
            while (true)
            {
                await console.TypeAsync(Keys, quiet.Token);
                await Task.Delay(Pause, quiet.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Nobody wants more, or the machine is gone.
        }
    }
}
