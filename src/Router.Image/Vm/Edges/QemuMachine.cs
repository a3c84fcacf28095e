using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Router.Image.Vm.Edges;

/// <summary>A running virtual machine. Disposing it, or the end of this process, is its end, unless it was released.</summary>
public sealed class QemuMachine : IAsyncDisposable
{
    private readonly string name;
    private readonly SupervisedProcess process;
    private readonly Stopwatch clock;
    private readonly MachineFiles files;
    private bool released;
    private TimeSpan processorAtEnd;

    private QemuMachine(string name, SupervisedProcess process, Stopwatch clock, MachineFiles files, SerialConsole console)
    {
        this.name = name;
        this.process = process;
        this.clock = clock;
        this.files = files;
        Console = console;
    }

    public SerialConsole Console { get; }

    public int ProcessId => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Time since the start, as of now.</summary>
    public MachineTime Time
    {
        get
        {
            processorAtEnd = ProcessorTime.Of(process.Id) ?? processorAtEnd;
            return new MachineTime(clock.Elapsed, processorAtEnd);
        }
    }

    /// <summary>Starts QEMU with its sockets and log in a folder that is made when missing.</summary>
    /// <exception cref="MachineException">QEMU is missing or refuses; the message has QEMU's own words.</exception>
    public static async Task<QemuMachine> StartAsync(MachineOptions options, MachineFiles files, CancellationToken stopping)
    {
        Directory.CreateDirectory(files.Folder);
        // Left behind by a machine that was killed, they would be taken for the new one's.
        files.DeleteSockets();
        var clock = Stopwatch.StartNew();
        var process = SupervisedProcess.Start([.. options.Enter, QemuArguments.Program, .. QemuArguments.For(options, files)]);
        try
        {
            await File.WriteAllTextAsync(files.ProcessId, process.Id.ToString(CultureInfo.InvariantCulture), stopping);
            var console = await ConnectAsync(() => SerialConsole.ConnectAsync(files.Serial, stopping), options.Name, process, stopping);
            return new QemuMachine(options.Name, process, clock, files, console);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Presses the power button and waits until the guest has shut down; false: it had not in that time, and runs on.</summary>
    public async Task<bool> PowerOffAsync(TimeSpan within, CancellationToken stopping)
    {
        using (var control = await ConnectAsync(() => QmpClient.ConnectAsync(files.Control, stopping), name, process, stopping))
            await control.ExecuteAsync("system_powerdown", stopping);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(within);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>A power cut: what the guest had not yet written to its disks is lost.</summary>
    public async Task CutPowerAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>The machine lives on after this process; its files stay.</summary>
    public async Task ReleaseAsync()
    {
        await process.ReleaseAsync();
        released = true;
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        Console.Dispose();
        if (!released)
            files.DeleteSockets();
    }

    /// <summary>QEMU makes its sockets a moment after its start.</summary>
    private static async Task<T> ConnectAsync<T>(Func<Task<T>> connect, string name, SupervisedProcess process, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await connect();
            }
            catch (SocketException) when (!process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), stopping);
            }
            catch (SocketException)
            {
                throw new MachineException($"{QemuArguments.Program} did not start {name}: {await process.OutputAsync()}");
            }
        }
    }
}
