namespace Router.Image.Vm;

/// <summary>Since QEMU's start: by the clock, and what QEMU used of the processors, which a busy host does not change.</summary>
public readonly record struct MachineTime(TimeSpan Wall, TimeSpan Processor);
