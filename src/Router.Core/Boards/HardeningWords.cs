using System.Diagnostics;

namespace Router.Core.Boards;

/// <summary>The properties of an audit as a board's profile and reports name them.</summary>
public static class HardeningWords
{
    public static string Of(Hardening property) => property switch
    {
        Hardening.Elf => "elf",
        Hardening.Pie => "pie",
        Hardening.StackProtector => "stack-protector",
        Hardening.Relro => "relro",
        Hardening.NoExec => "nx",
        Hardening.Fortify => "fortify",
        Hardening.Setuid => "setuid",
        Hardening.Setgid => "setgid",
        Hardening.WorldWritable => "world-writable",
        Hardening.Capabilities => "capabilities",
        _ => throw new UnreachableException(),
    };
}
