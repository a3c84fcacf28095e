namespace Router.Wire.Nhrp;

/// <summary>Why bytes are not an NHRP packet: what is wrong, and at which byte.</summary>
public readonly record struct NhrpError(string Message, int Offset, NhrpErrorKind Kind = NhrpErrorKind.Malformed)
{
    public override string ToString() => $"byte {Offset}: {Message}";
}

public enum NhrpErrorKind
{
    Malformed,
    Checksum,
}
