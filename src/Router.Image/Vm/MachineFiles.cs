namespace Router.Image.Vm;

/// <summary>
/// The files of a running machine in one folder. A socket's path may have 107 bytes, so the folder's name has to be a short one.
/// </summary>
public sealed record MachineFiles(string Folder)
{
    /// <summary>QMP, QEMU's control protocol.</summary>
    public string Control => Path.Combine(Folder, "qmp.sock");

    /// <summary>The serial port, as a stream.</summary>
    public string Serial => Path.Combine(Folder, "serial.sock");

    /// <summary>All that came out of the serial port.</summary>
    public string Log => Path.Combine(Folder, "serial.log");

    /// <summary>QEMU's process number.</summary>
    public string ProcessId => Path.Combine(Folder, "qemu.pid");
}
