using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Router.Image.Edges;

namespace Router.Image.Vm.Edges;

/// <summary>A running virtual machine. Disposing it, or the end of this process, is its end, unless it was released.</summary>
public sealed class QemuMachine : IAsyncDisposable
{
    private readonly MachineOptions options;
    private readonly SupervisedProcess process;
    private readonly Stopwatch clock;
    private readonly MachineFiles files;
    private bool released;
    private TimeSpan processorAtEnd;

    private QemuMachine(MachineOptions options, SupervisedProcess process, Stopwatch clock, MachineFiles files, SerialConsole console)
    {
        this.options = options;
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
        if (options.Kvm && !options.Architecture.IsHost)
            throw new MachineException(
                $"this machine's virtualisation runs no programs of {options.Architecture.Name}: start {options.Name} without it");
        if (!HostPrograms.Has(options.Architecture.QemuProgram))
            throw new MachineException(
                $"{options.Architecture.QemuProgram} is missing on this machine: apt-get install {options.Architecture.QemuPackage}");
        Directory.CreateDirectory(files.Folder);
        // Left behind by a machine that was killed, they would be taken for the new one's.
        files.DeleteSockets();
        var clock = Stopwatch.StartNew();
        var process = SupervisedProcess.Start([.. options.Enter, options.Architecture.QemuProgram, .. QemuArguments.For(options, files)]);
        try
        {
            await File.WriteAllTextAsync(files.ProcessId, process.Id.ToString(CultureInfo.InvariantCulture), stopping);
            var console = await ConnectAsync(() => SerialConsole.ConnectAsync(files.Serial, stopping), options, process, stopping);
            return new QemuMachine(options, process, clock, files, console);
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
        using (var control = await ControlAsync(stopping))
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

    /// <summary>Presses a key of the keyboard, or lets it go.</summary>
    /// <param name="key">As QEMU calls it (QKeyCode): <c>f12</c>.</param>
    /// <param name="down">It is pressed.</param>
    /// <param name="stopping">Ends the wait.</param>
    public async Task KeyAsync(string key, bool down, CancellationToken stopping)
    {
        using var control = await ControlAsync(stopping);
        var pressed = down ? "true" : "false";
        await control.ExecuteAsync(
            "input-send-event", stopping,
            $$$"""{"events": [{"type": "key", "data": {"down": {{{pressed}}}, "key": {"type": "qcode", "data": "{{{key}}}"} } }]}""");
    }

    /// <summary>Takes a virtio disk out, whether the guest uses it or not. The guest is told, and lets go of it a moment later.</summary>
    /// <param name="index">Of <see cref="MachineOptions.Disks"/>.</param>
    /// <param name="stopping">Ends the wait.</param>
    public async Task UnplugAsync(int index, CancellationToken stopping)
    {
        using var control = await ControlAsync(stopping);
        await control.ExecuteAsync("device_del", stopping, $$"""{"id":"{{QemuArguments.DeviceOf(index)}}"}""");
    }

    /// <summary>Puts a virtio disk that was taken out back in, at the next free place.</summary>
    /// <exception cref="MachineException">The guest has not let go of it yet.</exception>
    public async Task PlugInAsync(int index, CancellationToken stopping)
    {
        var disk = options.Disks[index];
        var (node, file) = ($"again{index}", JsonEncodedText.Encode(disk.File));
        using var control = await ControlAsync(stopping);
        await control.ExecuteAsync(
            "blockdev-add", stopping,
            $$$"""{"driver": "raw", "node-name": "{{{node}}}", "file": {"driver": "file", "filename": "{{{file}}}"} }""");
        await control.ExecuteAsync(
            "device_add", stopping, $$"""{"driver":"virtio-blk-pci","drive":"{{node}}","id":"{{QemuArguments.DeviceOf(index)}}"}""");
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

    private Task<QmpClient> ControlAsync(CancellationToken stopping) =>
        ConnectAsync(() => QmpClient.ConnectAsync(files.Control, stopping), options, process, stopping);

    /// <summary>QEMU makes its sockets a moment after its start.</summary>
    private static async Task<T> ConnectAsync<T>(
        Func<Task<T>> connect, MachineOptions options, SupervisedProcess process, CancellationToken stopping)
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
                throw new MachineException(
                    $"{options.Architecture.QemuProgram} did not start {options.Name}: {await process.OutputAsync()}");
            }
        }
    }
}
