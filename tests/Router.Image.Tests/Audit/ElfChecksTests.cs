using Router.Core.Boards;
using Router.Image.Architectures;
using Router.Image.Audit;

namespace Router.Image.Tests.Audit;

public sealed class ElfChecksTests
{
    // mov rax, fs:0x28 and xor rdx, fs:0x28
    private static readonly byte[] Canary = [0x64, 0x48, 0x8b, 0x04, 0x25, 0x28, 0, 0, 0];
    private static readonly byte[] CanaryInDx = [0x64, 0x48, 0x33, 0x14, 0x25, 0x28, 0, 0, 0];

    public static TheoryData<bool, bool> Formats() => new() { { true, false }, { true, true }, { false, false }, { false, true } };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Checks_ProgramAsItShouldBe_AreGood(bool is64, bool isBigEndian) =>
        Assert.Empty(Bad(new TestElf { Is64 = is64, IsBigEndian = isBigEndian }));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Checks_EachFault_IsFoundAlone(bool is64, bool isBigEndian)
    {
        var elf = new TestElf { Is64 = is64, IsBigEndian = isBigEndian };
        Assert.Equal([Hardening.Pie], Bad(elf with { Type = 2 }));
        Assert.Equal([Hardening.Relro], Bad(elf with { HasRelro = false }));
        Assert.Equal([Hardening.Relro], Bad(elf with { BindsNow = null }));
        Assert.Equal([Hardening.NoExec], Bad(elf with { Stack = 7 }));
        Assert.Equal([Hardening.NoExec], Bad(elf with { Stack = null }));
        Assert.Equal([Hardening.NoExec], Bad(elf with { CodeFlags = 7 }));
        Assert.Equal([Hardening.StackProtector], Bad(elf with { Names = ["memcpy", "my__stack_chk_failure"] }));
    }

    [Theory]
    [InlineData(24UL, 0UL)]
    [InlineData(30UL, 8UL)]
    [InlineData(0x6ffffffbUL, 1UL)]
    public void Relro_AnyWayToAskForEarlyBinding_IsGood(ulong tag, ulong value) =>
        Assert.Empty(Bad(new TestElf { BindsNow = (tag, value) }));

    [Fact]
    public void Relro_OtherFlags_DoNotBindEarly() => Assert.Equal([Hardening.Relro], Bad(new TestElf { BindsNow = (30, 4) }));

    [Fact]
    public void Relro_NoCallThatCouldBeBoundLate_IsGood() => Assert.Empty(Bad(new TestElf { BindsNow = null, LazyCalls = 0 }));

    [Fact]
    public void StackProtector_StaticProgram_ShowsItInItsCode()
    {
        var elf = new TestElf { IsDynamic = false, Names = [] };
        Assert.Equal([Hardening.StackProtector], Bad(elf));
        Assert.Empty(Bad(elf with { Code = [.. new byte[20_000], .. Canary] }));
        Assert.Empty(Bad(elf with { Code = [0x64, 0x48, .. new byte[20_000], .. CanaryInDx, 0x64, 0x48] }));
        Assert.Equal([Hardening.StackProtector], Bad(elf with { Code = [.. new byte[20_000], .. Canary[..8]] }));
    }

    [Fact]
    public void StackProtector_WhereItCannotBeSeen_IsUnknown()
    {
        Assert.Equal(Verdict.Unknown, Of(new TestElf { IsDynamic = false, Names = [], Machine = 183 }, Hardening.StackProtector));
        Assert.Equal(Verdict.Unknown, Of(new TestElf { Names = ["strlen"], Code = new byte[100] }, Hardening.StackProtector));
    }

    /// <summary>The linker of aarch64 puts constants beside the code; only its sections tell how much is code.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void StackProtector_MuchDataAndLittleCode_IsUnknown(bool is64, bool isBigEndian)
    {
        var elf = new TestElf { Is64 = is64, IsBigEndian = isBigEndian, Machine = 183, Names = ["memcpy"] };
        Assert.Equal(Verdict.Bad, Of(elf, Hardening.StackProtector));
        Assert.Equal(Verdict.Unknown, Of(elf with { CodeSection = 100 }, Hardening.StackProtector));
        Assert.Equal(Verdict.Bad, Of(elf with { CodeSection = 20_000 }, Hardening.StackProtector));
    }

    [Fact]
    public void StackProtector_StaticProgramOfAarch64ThatExportsNames_IsUnknown() => Assert.Equal(
        Verdict.Unknown, Of(new TestElf { Names = ["main"], NeedsLibrary = false, Machine = 183 }, Hardening.StackProtector));

    [Fact]
    public void Elf_ForAnotherProcessor_IsFound()
    {
        var check = ElfChecks.Of(new TestElf().Build(), Architecture.Arm64).First();
        Assert.Equal((Hardening.Elf, Verdict.Bad), (check.Property, check.Verdict));
        Assert.Equal("it is for x86_64, and the image is for aarch64", check.What);
        var strange = ElfChecks.Of(new TestElf { Machine = 8 }.Build(), Architecture.X64).First();
        Assert.Equal("it is for processor 8, and the image is for x86_64", strange.What);
        Assert.Equal(Verdict.Good, ElfChecks.Of(new TestElf { Machine = 183 }.Build(), Architecture.Arm64).First().Verdict);
    }

    [Fact]
    public void Fortify_CheckedCalls_AreToldAndNeverAskedFor()
    {
        Assert.Equal(Verdict.Unknown, Of(new TestElf { Names = ["memcpy", "__stack_chk_fail", "my_chk"] }, Hardening.Fortify));
        Assert.Equal(Verdict.Good, Of(new TestElf { Names = ["my_chk", "__memcpy_chk", "__stack_chk_fail"] }, Hardening.Fortify));
    }

    [Fact]
    public void Checks_KernelModule_AreNone() => Assert.Empty(ElfChecks.Of(new TestElf { Type = 1 }.Build()));

    [Fact]
    public void Checks_CutAnywhere_GiveAFindingAndNoException()
    {
        var whole = new TestElf { Code = [1, 2, 3] }.Build();
        for (var length = 4; length < whole.Length; length++)
            Assert.Equal(Hardening.Elf, Assert.Single(ElfChecks.Of(whole.AsSpan(0, length))).Property);
    }

    [Fact]
    public void Checks_DamagedAnywhere_NeverThrow()
    {
        var random = new Random(7);
        TestElf[] files = [new() { Code = [], CodeSection = 5 }, new() { Code = [], Is64 = false, IsBigEndian = true }];
        foreach (var elf in files)
        {
            var whole = elf.Build();
            for (var round = 0; round < 20_000; round++)
            {
                var damaged = whole.ToArray();
                for (var i = 0; i < 3; i++)
                    damaged[random.Next(4, damaged.Length)] = (byte)(random.Next(3) == 0 ? 0xff : random.Next(256));
                Assert.True(ElfChecks.Of(damaged).Count() < 10);
            }
        }
    }

    private static IEnumerable<Hardening> Bad(TestElf elf) =>
        ElfChecks.Of(elf.Build()).Where(check => check.Verdict == Verdict.Bad).Select(check => check.Property);

    private static Verdict Of(TestElf elf, Hardening property) =>
        ElfChecks.Of(elf.Build()).Single(check => check.Property == property).Verdict;
}
