namespace Router.Wire.Nhrp;

/// <summary>Why bytes are not an NHRP packet: what is wrong, and at which byte.</summary>
public readonly record struct NhrpError(string Message, int Offset)
{
    public override string ToString() => $"byte {Offset}: {Message}";
}
