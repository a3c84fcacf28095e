namespace Router.Image.Vm;

/// <summary>A virtual machine did not start, stopped by itself or did not do in time what was waited for.</summary>
public sealed class MachineException(string message, Exception? inner = null) : Exception(message, inner);
