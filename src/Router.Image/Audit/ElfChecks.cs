using Router.Core.Boards;
using Router.Image.Architectures;
using Router.Image.Audit.Elf;

namespace Router.Image.Audit;

/// <summary>What is asked of a program or library.</summary>
internal static class ElfChecks
{
    /// <summary>Bytes of code; so little may well have no function with a buffer, and a compiler protects only those.</summary>
    private const ulong LittleCode = 16 << 10;

    /// <summary>Nothing of what the system neither starts nor loads.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="architecture">Of the image; null: nobody knows.</param>
    public static IEnumerable<Check> Of(ReadOnlySpan<byte> file, Architecture? architecture = null) =>
        ElfReader.TryRead(file, out var elf, out var problem)
            ? Of(elf, architecture)
            : [new Check(Hardening.Elf, Verdict.Bad, $"damaged: {problem}")];

    private static IEnumerable<Check> Of(ElfFile elf, Architecture? architecture) => elf.Kind == ElfKind.Other
        ? []
        : [Processor(elf, architecture), Pie(elf), StackProtector(elf), Relro(elf), NoExec(elf), Fortify(elf)];

    private static Check Processor(ElfFile elf, Architecture? architecture) =>
        architecture is null || elf.Machine == architecture.ElfMachine
        ? new(Hardening.Elf, Verdict.Good, "")
        : new(Hardening.Elf, Verdict.Bad,
            $"it is for {Architecture.All.FirstOrDefault(other => other.ElfMachine == elf.Machine)?.Name ?? $"processor {elf.Machine}"}, "
                + $"and the image is for {architecture.Name}");

    private static Check Pie(ElfFile elf) => elf.Kind == ElfKind.Executable
        ? new(Hardening.Pie, Verdict.Bad, "it has a fixed address")
        : new(Hardening.Pie, Verdict.Good, "");

    private static Check StackProtector(ElfFile elf)
    {
        if (elf.ChecksStack)
            return new(Hardening.StackProtector, Verdict.Good, "");
        return !elf.ShowsStackChecks || elf.CodeSize < LittleCode
            ? new(Hardening.StackProtector, Verdict.Unknown, "")
            : new(Hardening.StackProtector, Verdict.Bad, "no function checks its stack");
    }

    /// <summary>Without calls that could be bound late nothing has to be bound early.</summary>
    private static Check Relro(ElfFile elf)
    {
        if (!elf.HasRelro)
            return new(Hardening.Relro, Verdict.Bad, "nothing is read-only after relocation");
        return elf.BindsNow || !elf.HasLazyCalls
            ? new(Hardening.Relro, Verdict.Good, "")
            : new(Hardening.Relro, Verdict.Bad, "calls are bound late, in a table that stays writable");
    }

    private static Check NoExec(ElfFile elf) => elf switch
    {
        { HasWritableCode: true } => new(Hardening.NoExec, Verdict.Bad, "a segment can be written and executed"),
        { Stack: StackRequest.Executable } => new(Hardening.NoExec, Verdict.Bad, "it asks for an executable stack"),
        { Stack: StackRequest.Missing } => new(Hardening.NoExec, Verdict.Bad, "it does not ask for a stack without execution"),
        _ => new(Hardening.NoExec, Verdict.Good, ""),
    };

    private static Check Fortify(ElfFile elf) => new(Hardening.Fortify, elf.CallsChecked ? Verdict.Good : Verdict.Unknown, "");
}
