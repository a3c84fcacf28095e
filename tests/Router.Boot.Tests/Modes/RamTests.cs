using Router.Boot.Tests.Lab;

namespace Router.Boot.Tests.Modes;

/// <summary>A router that runs from memory, and what it does without its medium.</summary>
public sealed class RamTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ram_TheMediumIsPulled_CommitsGoOn_AndGoToItWhenItIsBack()
    {
        using var lab = await ModesLab.MakeAsync(stick: true);
        await using (var machine = await lab.StartAsync("router.mode=ram", seed: true))
        {
            await using (SerialNoise.On(machine.Console, uefi: false))
            {
                await lab.ReadyAsync(machine);
                (await lab.CommitAsync("kept")).OrThrow("commit");
            }
            await lab.NotesAsync(notes => notes.Count == 0);
            // A packed tar, on a stick that was mounted for it alone.
            Assert.Equal([0x1f, 0x8b], (await lab.KeptAsync("kept")).Take(2));

            await machine.UnplugAsync(0, Stopping);
            (await lab.CommitAsync("pulled")).OrThrow("commit");
            var notes = await lab.NotesAsync(notes => notes.Count > 0);
            Assert.Equal(["what runs is in memory alone, and the next boot does not have it: the medium is away"], notes);
            Assert.Equal("pulled", (await lab.LookAsync()).Hostname);
            Assert.NotEmpty(await lab.KeptAsync("pulled"));

            await machine.PlugInAsync(0, Stopping);
            await lab.NotesAsync(notes => notes.Count == 0);
            await machine.CutPowerAsync();
        }
        await using (var machine = await lab.StartAsync())
        {
            await lab.ReadyAsync(machine);
            await lab.NotesAsync(notes => notes.Count == 0);
            Assert.Equal("pulled", (await lab.LookAsync()).Hostname);
        }
    }
}
