package parley.desktop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** View models know no controls, views know no files and no connections, and dependencies point one way. */
@AnalyzeClasses(packages = "parley.desktop", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule VIEW_MODELS_RUN_WITHOUT_A_TOOLKIT = noClasses()
            .that()
            .resideInAPackage("parley.desktop.viewmodel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "parley.desktop.view..",
                    "parley.desktop.app..",
                    "javafx.scene..",
                    "javafx.stage..",
                    "javafx.application..",
                    "javafx.animation..");

    @ArchTest
    static final ArchRule VIEWS_KNOW_NO_FILES_AND_NO_CONNECTIONS = noClasses()
            .that()
            .resideInAPackage("parley.desktop.view..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("parley.desktop.app..", "java.nio.file..", "java.net.http..", "org.java_websocket..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("parley.client.ChatClient");

    @ArchTest
    static final ArchRule THE_PROFILE_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage("parley.desktop.profile..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "parley.desktop.viewmodel..",
                    "parley.desktop.view..",
                    "parley.desktop.app..",
                    "parley.client..",
                    "javafx..");

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("parley.desktop.(*)..").should().beFreeOfCycles();
}
